"""Blind signatures: the vectors of RFC 9474, and what must never pass."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import given
from hypothesis import strategies as st

from spilno.ballots.rules import blind_signatures as rules
from spilno.ballots.rules.blind_signatures import (
    BlindSignatureError,
    PrivateKey,
    PublicKey,
    blind,
    blind_sign,
    encode,
    finalize,
    is_signed,
    prepare,
)

RFC = json.loads(Path(__file__).with_name("rfc9474.json").read_text())


def number(name):
    return int(RFC[name], 16)


def octets(name):
    return bytes.fromhex(RFC[name])


def made(bits=2048):
    numbers = rsa.generate_private_key(public_exponent=65537, key_size=bits).private_numbers()
    return PrivateKey(numbers.p, numbers.q)


KEY = PrivateKey(number("p"), number("q"))
MINE, OTHER = made(), made()
prefixes = st.binary(min_size=32, max_size=32)
salts = st.binary(min_size=48, max_size=48)
factors = st.integers(min_value=2, max_value=2**2040)


def test_the_vectors_of_the_rfc_hold():
    assert (KEY.public.n, KEY.e) == (number("n"), number("e"))
    prepared = prepare(octets("msg"), prefix=octets("msg_prefix"))
    blinded, inverse = blind(KEY.public, prepared, salt=octets("salt"), r=pow(number("inv"), -1, KEY.public.n))
    assert blinded == octets("blinded_msg")
    assert inverse == number("inv")
    assert blind_sign(KEY, blinded) == octets("blind_sig")
    assert finalize(KEY.public, prepared, octets("blind_sig"), inverse=inverse) == octets("sig")
    assert is_signed(KEY.public, prepared, octets("sig"))


def test_the_private_exponent_of_the_rfc_is_that_of_its_primes():
    d_p, d_q, _inverse = KEY.parts
    assert (d_p, d_q) == (number("d") % (KEY.p - 1), number("d") % (KEY.q - 1))


@given(token=st.binary(min_size=32, max_size=32), prefix=prefixes, salt=salts, r=factors)
def test_what_is_signed_blindly_holds_and_the_signer_saw_another_number(token, prefix, salt, r):
    prepared = prepare(token, prefix=prefix)
    blinded, inverse = blind(MINE.public, prepared, salt=salt, r=r)
    signature = finalize(MINE.public, prepared, blind_sign(MINE, blinded), inverse=inverse)
    assert is_signed(MINE.public, prepared, signature)
    assert signature not in {blinded, blind_sign(MINE, blinded)}
    assert int.from_bytes(blinded, "big") != int.from_bytes(encode(prepared, bits=2047, salt=salt), "big")


@given(token=st.binary(min_size=32, max_size=32), place=st.integers(0, 2047))
def test_one_bit_changed_breaks_a_signature(token, place):
    prepared = prepare(token, prefix=bytes(32))
    blinded, inverse = blind(MINE.public, prepared, salt=bytes(48), r=3)
    signature = finalize(MINE.public, prepared, blind_sign(MINE, blinded), inverse=inverse)
    tampered = bytearray(signature)
    tampered[place // 8] ^= 1 << place % 8
    assert not is_signed(MINE.public, prepared, bytes(tampered))
    other = bytearray(prepared)
    other[place % len(other)] ^= 1
    assert not is_signed(MINE.public, bytes(other), signature)


def test_a_signature_is_of_one_key_only():
    prepared = prepare(b"token", prefix=bytes(32))
    blinded, inverse = blind(MINE.public, prepared, salt=bytes(48), r=5)
    signed = blind_sign(MINE, blinded)
    assert not is_signed(OTHER.public, prepared, finalize(MINE.public, prepared, signed, inverse=inverse))
    with pytest.raises(BlindSignatureError, match="does not hold"):
        finalize(OTHER.public, prepared, signed, inverse=inverse)
    with pytest.raises(BlindSignatureError, match="does not hold"):
        finalize(MINE.public, prepared, signed, inverse=inverse + 1)


@pytest.mark.parametrize("size", [0, 1, 255, 257, 512])
def test_a_blinded_message_has_the_length_of_the_key(size):
    with pytest.raises(BlindSignatureError, match="out of range"):
        blind_sign(MINE, bytes(size))


@given(over=st.integers(min_value=0, max_value=2**1900))
def test_a_blinded_message_is_less_than_the_key(over):
    number_ = MINE.public.n + over
    if number_.bit_length() <= 2048:
        with pytest.raises(BlindSignatureError, match="out of range"):
            blind_sign(MINE, number_.to_bytes(256, "big"))


@pytest.mark.parametrize(
    "r",
    [0, -1, MINE.p, MINE.q, MINE.p * 2, MINE.public.n, MINE.public.n + 2],
    ids=["0", "-1", "p", "q", "2p", "n", "n+2"],  # the key is another one in each process of a test run
)
def test_a_blinding_number_must_have_an_inverse(r):
    with pytest.raises(BlindSignatureError, match="inverse"):
        blind(MINE.public, prepare(b"token", prefix=bytes(32)), salt=bytes(48), r=r)


def test_a_fault_of_the_machine_gives_no_signature(monkeypatch):
    """One half computed wrong would give away a prime of the key: such a signature never leaves."""
    right = rules.gmpy2.powmod_sec
    monkeypatch.setattr(
        rules.gmpy2, "powmod_sec", lambda a, b, n: right(a, b, n) ^ 1 if n == MINE.q else right(a, b, n)
    )
    blinded, _inverse = blind(MINE.public, prepare(b"token", prefix=bytes(32)), salt=bytes(48), r=7)
    with pytest.raises(BlindSignatureError, match="not given out"):
        blind_sign(MINE, blinded)


def test_lengths_are_checked():
    with pytest.raises(BlindSignatureError, match="prefix has 31"):
        prepare(b"token", prefix=bytes(31))
    with pytest.raises(BlindSignatureError, match="signature has 255"):
        finalize(MINE.public, b"", bytes(255), inverse=1)
    with pytest.raises(BlindSignatureError, match="too short"):
        encode(b"", bits=511, salt=bytes(48))
    assert not is_signed(MINE.public, b"", b"")


def test_a_private_key_does_not_show_itself():
    assert str(MINE.p) not in repr(MINE)
    assert len(PublicKey(MINE.public.n).digest) == 64
    assert replace(MINE.public, n=OTHER.public.n).digest != MINE.public.digest
