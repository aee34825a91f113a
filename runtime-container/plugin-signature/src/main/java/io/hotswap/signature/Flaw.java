package io.hotswap.signature;

/// What may be wrong with a signature. The sentence says what was found, the fix what to do.
public enum Flaw {
  Empty("The signature is empty.", "Send the signature file that `openssl cms` or `sign` wrote."),
  TooLarge(
      "The signature has %s bytes; at most %s are read.",
      "Sign detached, and include the signer's chain only."),
  Pem("The signature is PEM text.", "Write it with `-outform DER`."),
  NotDer("The signature is not DER: %s.", "Write it with `-outform DER` and without `-stream`."),
  Appended("%s bytes follow the signature.", "Send one signature and nothing after it."),
  NotSignedData("The CMS content is %s, not signed data.", "Sign with `openssl cms -sign`."),
  Malformed(
      "The signature cannot be read as CMS signed data: a part is missing or of another type.",
      "Sign again."),
  NotDetached(
      "The signature carries content of its own.", "Sign detached: the archive is sent beside it."),
  ContentTypeOfData(
      "The signed content is said to be %s, not data.", "Sign the archive with `-binary`."),
  NoSigner("The signature has no signer.", "Sign it; a file of certificates only is no signature."),
  SeveralSigners("The signature has %s signers.", "Let one publisher sign."),
  TooManyCertificates(
      "The signature carries %s certificates; at most %s are read.",
      "Include the signer's chain only."),
  CertificateUnreadable(
      "A certificate in the signature cannot be read: %s.", "Have the certificate issued again."),
  SignerCertificateMissing(
      "The signature does not carry its signer's certificate.", "Sign without `-nocerts`."),
  NoSignedAttributes("The signature has no signed attributes.", "Sign without `-noattr`."),
  AttributeRepeated(
      "The signed attribute %s is there twice, or has several values.", "Sign again."),
  AttributeMissing("The signed attribute %s is missing.", "Sign again."),
  ContentTypeAttribute("The signed content type %s is not the content's.", "Sign again."),
  OtherBytes(
      "The signature is over other bytes than these.", "Sign exactly the file that you send."),
  OtherKey(
      "The signature was not made by the key of its certificate %s.",
      "Sign with the key of the certificate."),
  OtherCertificate("The signature names another certificate than its signer's.", "Sign again."),
  WeakDigest("The digest algorithm %s is too weak.", "Sign with SHA-256, SHA-384 or SHA-512."),
  WeakSignature(
      "The signature algorithm %s is too weak.", "Sign with SHA-256, SHA-384 or SHA-512."),
  UnknownAlgorithm("The algorithm %s is not admitted.", "Use RSA, ECDSA or Ed25519."),
  AlgorithmsDiffer(
      "The signature algorithm does not go with the digest algorithm %s.",
      "Sign again; Ed25519 goes with SHA-512."),
  ShortRsaKey("The RSA key of %s has %s bits.", "Use 2048 to 8192 bits."),
  RsaExponent("The RSA key of %s has an exponent that is not admitted.", "Use the exponent 65537."),
  WeakCurve("The elliptic curve of %s is not admitted.", "Use P-256, P-384 or P-521."),
  KeyKind("The %s key of %s is not admitted.", "Use RSA, ECDSA or Ed25519."),
  UnknownAnchor(
      "The chain ends at %s, which no trust anchor issued.",
      "Sign with a certificate of a registered publisher, and include the intermediate"
          + " certificates."),
  ForgedIssuer(
      "%s names a trust anchor as its issuer, whose key did not sign it.",
      "Sign with a certificate that the anchor issued."),
  ChainTooLong("The chain has more than %s certificates.", "Use a shorter chain."),
  WeakIssuerSignature(
      "The certificate %s is signed by %s, which is too weak.",
      "Have the certificate issued again, signed with SHA-256 or better."),
  NotYetValid(
      "The signer's certificate %s is not valid before %s; the signature is of %s.",
      "Wait, or sign with a valid certificate."),
  Expired(
      "The signer's certificate %s expired at %s; the signature is of %s.",
      "Sign with a valid certificate, and with a timestamp."),
  IssuerNotYetValid(
      "The issuing certificate %s is not valid before %s; the signature is of %s.",
      "Wait, or use another chain."),
  IssuerExpired(
      "The issuing certificate %s expired at %s; the signature is of %s.",
      "Use a chain that is valid."),
  NoKeyUsage(
      "The signer's certificate %s is not for digital signatures.",
      "Use a certificate with the key usage digitalSignature."),
  NoCodeSigning(
      "The signer's certificate %s has no extended key usage.",
      "Use a certificate with the extended key usage codeSigning."),
  OtherUsage(
      "The signer's certificate %s is for something else than code signing.",
      "Use a certificate with the extended key usage codeSigning."),
  SignerIsAuthority(
      "The signer's certificate %s is that of a certificate authority.",
      "Sign with an end entity's certificate."),
  IssuerNotAuthority(
      "%s issued a certificate in the chain, but is no certificate authority.",
      "Use a chain of certificate authorities."),
  IssuerMayNotSign(
      "%s issued a certificate in the chain, but its key usage has no keyCertSign.",
      "Use a chain of certificate authorities."),
  IssuerOtherUsage(
      "%s is not an authority for code signing.", "Use an authority for code signing."),
  PathTooLong("%s admits fewer certificates below it than there are.", "Use a shorter chain."),
  CriticalExtension(
      "%s has a critical extension that is not understood.", "Use a certificate without it."),
  ChainInvalid("The chain of %s is not valid: %s.", "Use a chain that is valid by RFC 5280."),
  SignerRevoked(
      "The signer's certificate %s is revoked for signatures from %s; this one is of %s.",
      "Sign with another certificate."),
  IssuerRevoked(
      "The issuing certificate %s is revoked for signatures from %s; this one is of %s.",
      "Sign with a certificate of another authority."),
  AnchorRevoked(
      "The trust anchor %s is revoked for signatures from %s; this one is of %s.",
      "Ask an Admin for a new trust anchor."),
  AnchorRetired(
      "The trust anchor %s was retired at %s; this signature is of %s.",
      "Sign with a certificate of the publisher's present anchor."),
  NobodysName(
      "The plugin's name %s belongs to no publisher; the signature is of %s.",
      "Ask an Admin to give the name to the publisher."),
  OthersName(
      "The plugin's name %s belongs to %s; the signature is of %s.",
      "Let the owner of the name sign."),
  TimestampRepeated("The signature has several timestamps.", "Keep one."),
  TimestampMalformed("The timestamp cannot be read: %s.", "Ask the time stamping authority again."),
  TimestampOfOther(
      "The timestamp is of another signature.", "Ask for a timestamp of this signature."),
  TimestampWeak("The timestamp's imprint uses %s.", "Ask for a timestamp with SHA-256 or better."),
  TimestampForged("The timestamp does not verify: %s", "Ask the time stamping authority again."),
  TimestampUnknown(
      "The timestamp is not of a known authority: %s",
      "Use an authority that an Admin registered."),
  TimestampUsage(
      "The certificate %s of the timestamp is not for time stamping only.",
      "Use a time stamping authority."),
  TimestampExpired("The timestamp's authority was not valid: %s", "Ask for a new timestamp."),
  TimestampRevoked("The timestamp's authority is revoked: %s", "Ask another authority."),
  TimestampAhead(
      "The timestamp is of %s, which is yet to come.", "Ask an authority whose clock is right.");

  private final String sentence;
  private final String fix;

  Flaw(String sentence, String fix) {
    this.sentence = sentence;
    this.fix = fix;
  }

  public String fix() {
    return fix;
  }

  FlawFound found(Object... values) {
    return new FlawFound(this, sentence.formatted(values));
  }
}
