// Checks a credential with libraries that share no code with ours: JSON-LD, RDFC-1.0, Ed25519 and the status list by Digital Bazaar's, the
// token by `jose`. Reads {credential, token, did, contexts, lists} from the standard input; writes what it found. Nothing asks the network.
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import {compactVerify, importJWK} from 'jose';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const given = JSON.parse(Buffer.concat(chunks).toString('utf8'));

const known = {...given.contexts, ...given.lists, [given.did.id]: given.did};
for (const method of given.did.verificationMethod) {
  known[method.id] = {'@context': 'https://w3id.org/security/multikey/v1', ...method};
}
async function documentLoader(url) {
  if (!(url in known)) throw new Error(`not given: ${url}`);
  return {contextUrl: null, documentUrl: url, document: structuredClone(known[url])};
}

const suite = new DataIntegrityProof({cryptosuite});
const said = {};
if (given.credential) {
  const result = await vc.verifyCredential({
    credential: given.credential, suite, documentLoader,
    checkStatus: async ({credential, documentLoader, suite}) => checkStatus({
      credential, documentLoader, suite, verifyBitstringStatusListCredential: true}),
  });
  said.verified = result.verified;
  said.proof = result.results?.[0]?.verified ?? false;
  said.status = result.statusResult?.results?.map(one => ({
    purpose: one.credentialStatus?.statusPurpose, set: one.status})) ?? [];
  said.errors = [result.error, ...(result.error?.errors ?? [])].filter(Boolean).map(String);
}
if (given.token) {
  const kid = JSON.parse(Buffer.from(given.token.split('.')[0], 'base64url')).kid;
  const method = given.did.verificationMethod.find(one => one.id === kid);
  try {
    const {payload, protectedHeader} = await compactVerify(given.token, await importJWK(method.publicKeyJwk, 'EdDSA'));
    said.token = {typ: protectedHeader.typ, id: JSON.parse(Buffer.from(payload)).id};
  } catch (error) {
    said.token = {error: String(error)};
  }
}
console.log(JSON.stringify(said));
