"""Blind signatures of RFC 9474, variant RSABSSA-SHA384-PSS-Randomized: who signs does not see what he signs.

A message is prepared and blinded by the voter, signed by the server, and unblinded by the voter; the signature is then an
ordinary RSA-PSS signature (SHA-384, salt of 48 bytes) that anybody checks. Randomness comes from the caller.
"""

import hashlib
from dataclasses import dataclass, field
from functools import cached_property

import gmpy2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

PREFIX_BYTES = 32
SALT_BYTES = 48
HASH_BYTES = 48  # of SHA-384
_PADDING = padding.PSS(mgf=padding.MGF1(hashes.SHA384()), salt_length=SALT_BYTES)


class BlindSignatureError(ValueError):
    """A number that does not fit the key, or a signature that does not hold; nothing was signed."""


@dataclass(frozen=True)
class PublicKey:
    """A public key of RSA: modulus and exponent."""

    n: int
    e: int = 65537

    @property
    def size(self) -> int:
        """Return how many bytes a signature has.

        Source: RFC 8017, 2: the length of the modulus in octets.
        """
        return (self.n.bit_length() + 7) // 8

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the modulus, as bytes of its full length, in hex: what the journal keeps of a key.

        Source: docs/adr/0016-secret-votes.md.
        """
        return hashlib.sha256(self.n.to_bytes(self.size, "big")).hexdigest()

    @cached_property
    def checker(self) -> rsa.RSAPublicKey:
        """Return the same key as the library that checks signatures wants it.

        Source: RFC 8017, 8.1.2: RSASSA-PSS-VERIFY.
        """
        return rsa.RSAPublicNumbers(self.e, self.n).public_key()


@dataclass(frozen=True)
class PrivateKey:
    """A private key of RSA by its two primes; never shown."""

    p: int = field(repr=False)
    q: int = field(repr=False)
    e: int = 65537

    @cached_property
    def public(self) -> PublicKey:
        """Return the public key that belongs to it.

        Source: RFC 8017, 3.1.
        """
        return PublicKey(self.p * self.q, self.e)

    @cached_property
    def parts(self) -> tuple[int, int, int]:
        """Return the exponents for each prime and the inverse of the second prime: dP, dQ, qInv.

        Source: RFC 8017, 3.2.
        """
        d_p = int(gmpy2.invert(self.e, self.p - 1))
        d_q = int(gmpy2.invert(self.e, self.q - 1))
        return d_p, d_q, int(gmpy2.invert(self.q, self.p))


def prepare(message: bytes, *, prefix: bytes) -> bytes:
    """Put 32 random bytes before the message, so that who signs cannot have chosen it.

    Source: RFC 9474, 4.1: PrepareRandomize.
    """
    if len(prefix) != PREFIX_BYTES:
        text = f"the prefix has {len(prefix)} bytes, not {PREFIX_BYTES}"
        raise BlindSignatureError(text)
    return prefix + message


def encode(prepared: bytes, *, bits: int, salt: bytes) -> bytes:
    """Pad a message for a signature: EMSA-PSS with SHA-384 and MGF1 of the same; `bits` is one less than the modulus has.

    Source: RFC 8017, 9.1.1: EMSA-PSS-ENCODE.
    """
    length = (bits + 7) // 8
    if length < HASH_BYTES + len(salt) + 2:
        text = "the key is too short for this padding"
        raise BlindSignatureError(text)
    hashed = hashlib.sha384(bytes(8) + hashlib.sha384(prepared).digest() + salt).digest()
    block = bytes(length - len(salt) - HASH_BYTES - 2) + b"\x01" + salt
    masked = bytearray(a ^ b for a, b in zip(block, _mask(hashed, len(block)), strict=True))
    masked[0] &= 0xFF >> (8 * length - bits)
    return bytes(masked) + hashed + b"\xbc"


def _mask(seed: bytes, length: int) -> bytes:
    rounds = range((length + HASH_BYTES - 1) // HASH_BYTES)
    return b"".join(hashlib.sha384(seed + turn.to_bytes(4, "big")).digest() for turn in rounds)[:length]


def blind(key: PublicKey, prepared: bytes, *, salt: bytes, r: int) -> tuple[bytes, int]:
    """Blind a prepared message by a random number `r`; returns what is sent and the inverse that later uncovers.

    Raises BlindSignatureError when `r` (or the message, which never happens by chance) has no inverse.

    Source: RFC 9474, 4.2: Blind.
    """
    m = int.from_bytes(encode(prepared, bits=key.n.bit_length() - 1, salt=salt), "big")
    if gmpy2.gcd(m, key.n) != 1:
        text = "the message shares a divisor with the key"
        raise BlindSignatureError(text)
    if not 1 <= r < key.n or gmpy2.gcd(r, key.n) != 1:
        text = "the blinding number has no inverse"
        raise BlindSignatureError(text)
    inverse = int(gmpy2.invert(r, key.n))
    blinded = m * int(gmpy2.powmod(r, key.e, key.n)) % key.n
    return blinded.to_bytes(key.size, "big"), inverse


def is_blinded(key: PublicKey, blinded: bytes) -> bool:
    """Tell whether these bytes can be a blinded message for the key: as long as it, and less than its modulus.

    Source: RFC 9474, 4.3: the message representative is in range.
    """
    return len(blinded) == key.size and int.from_bytes(blinded, "big") < key.n


def blind_sign(key: PrivateKey, blinded: bytes) -> bytes:
    """Sign a blinded message without seeing it; the same message gets the same signature.

    Computed for each prime apart, in a time that does not depend on the key, and checked before it leaves: a fault of the
    machine in one half would betray the key. Raises BlindSignatureError for a wrong length or a number out of range.

    Source: RFC 9474, 4.3: BlindSign; 7.1: protection against faults and timing.
    """
    n = key.public.n
    m = int.from_bytes(blinded, "big")
    if not is_blinded(key.public, blinded):
        text = "the blinded message is out of range"
        raise BlindSignatureError(text)
    d_p, d_q, q_inverse = key.parts
    first = int(gmpy2.powmod_sec(m, d_p, key.p))
    second = int(gmpy2.powmod_sec(m, d_q, key.q))
    s = second + key.q * ((first - second) * q_inverse % key.p)
    if int(gmpy2.powmod(s, key.e, n)) != m:
        text = "the signature does not hold: it was not given out"
        raise BlindSignatureError(text)
    return s.to_bytes(key.public.size, "big")


def finalize(key: PublicKey, prepared: bytes, blind_signature: bytes, *, inverse: int) -> bytes:
    """Uncover the signature of a prepared message and check it.

    Raises BlindSignatureError when it has a wrong length or does not hold.

    Source: RFC 9474, 4.4: Finalize.
    """
    if len(blind_signature) != key.size:
        text = f"the signature has {len(blind_signature)} bytes, not {key.size}"
        raise BlindSignatureError(text)
    signature = (int.from_bytes(blind_signature, "big") * inverse % key.n).to_bytes(key.size, "big")
    if not is_signed(key, prepared, signature):
        text = "the signature does not hold"
        raise BlindSignatureError(text)
    return signature


def is_signed(key: PublicKey, prepared: bytes, signature: bytes) -> bool:
    """Tell whether the signature of a prepared message holds.

    Source: RFC 9474, 4.5: Verification is RSASSA-PSS-VERIFY of RFC 8017.
    """
    try:
        key.checker.verify(signature, prepared, _PADDING, hashes.SHA384())
    except InvalidSignature:
        return False
    return True
