package io.hotswap.signature;

import static io.hotswap.signature.SignatureMaker.by;

import io.hotswap.signature.Identity.Draft;
import io.hotswap.signature.Trust.Anchor;
import io.hotswap.signature.Trust.Publisher;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/// Ways to get past the verification of a signature, for the tests of everything that verifies.
public final class Cheats {
  private static final ASN1ObjectIdentifier SHA_1 = new ASN1ObjectIdentifier("1.3.14.3.2.26");
  private static final Duration DAY = Duration.ofDays(1);

  private final byte[] content;
  private final String plugin;
  private final Instant at;
  private final Identity root;
  private final Identity middle;
  private final Identity signer;
  private final Identity clockRoot;
  private final Identity clock;
  private final Identity otherRoot;
  private final List<Cheat> cheats = new ArrayList<>();

  /// @param plugin the name in the archive's manifest, which the publisher Acme owns
  /// @param at when the signature is verified
  public Cheats(byte[] content, String plugin, Instant at) {
    this.content = content.clone();
    this.plugin = plugin;
    this.at = at.truncatedTo(ChronoUnit.SECONDS);
    root = Identity.authority("Acme Root", this.at);
    middle = draft("Acme Middle").authority(2).by(root);
    signer = root.signer("Acme Release", this.at);
    clockRoot = Identity.authority("Clock Root", this.at);
    clock = clockDraft("Clock").by(clockRoot);
    otherRoot = Identity.authority("Umbrella Root", this.at);
  }

  /// What is right with each of these cheats undone.
  public byte[] honest() {
    return by(signer).over(content);
  }

  /// An honest one that has everything that a signature may have.
  byte[] rich() {
    var lower = middle.signer("Acme Lower", at);
    var bound =
        new SigningCertificateV2(
            new ESSCertIDv2(
                Algorithms.messageDigest("SHA-256").digest(encoded(lower.certificate()))));
    var signature =
        by(lower, middle)
            .attributes(
                it ->
                    SignatureMaker.replaced(
                        it, PKCSObjectIdentifiers.id_aa_signingCertificateV2, bound))
            .over(content);
    return SignatureMaker.timestamped(
        signature, SignatureMaker.timestamp(clock, SignatureMaker.signatureValue(signature), at));
  }

  public Trust trust() {
    return trust(Map.of(), Optional.empty());
  }

  public List<Cheat> all() {
    cheats.clear();
    forms();
    signers();
    attributes();
    algorithms();
    keys();
    chains();
    usages();
    times();
    revocations();
    names();
    timestamps();
    return List.copyOf(cheats);
  }

  private void forms() {
    add("an empty signature", new byte[0], Flaw.Empty);
    add("a signature that is too large", new byte[SignatureVerifier.LARGEST + 1], Flaw.TooLarge);
    add("PEM instead of DER", pem(honest()), Flaw.Pem);
    add(
        "something else than DER",
        "signed, honestly".getBytes(StandardCharsets.UTF_8),
        Flaw.NotDer);
    add("a truncated signature", Arrays.copyOf(honest(), honest().length - 9), Flaw.NotDer);
    add("a doubled signature", doubled(honest()), Flaw.Appended);
    add("a certificate as the signature", encoded(signer.certificate()), Flaw.Malformed);
    add("CMS that is not signed", data(), Flaw.NotSignedData);
    add(
        "the archive inside the signature",
        by(signer).attached().over(Arrays.copyOf(content, 64)),
        Flaw.NotDetached);
    add(
        "a type of content that is no data",
        by(signer).ofType(CMSObjectIdentifiers.compressedData).over(content),
        Flaw.ContentTypeOfData);
  }

  private void signers() {
    add(
        "certificates without a signer",
        SignatureMaker.data(honest(), Cheats::withoutSigners),
        Flaw.NoSigner);
    add(
        "two signers",
        by(signer).and(otherRoot.signer("Umbrella Release", at)).over(content),
        Flaw.SeveralSigners);
    add(
        "the signer's certificate left out",
        by(signer).carrying(List.of(root.certificate())).over(content),
        Flaw.SignerCertificateMissing);
    add(
        "a crowd of certificates",
        by(signer).carrying(crowd()).over(content),
        Flaw.TooManyCertificates);
    add(
        "another key",
        by(new Identity(signer.certificate(), Identity.keys("thief", "EC:secp256r1").getPrivate()))
            .over(content),
        Flaw.OtherKey);
    add(
        "other bytes",
        by(signer).over("other bytes".getBytes(StandardCharsets.UTF_8)),
        Flaw.OtherBytes);
    add(
        "a signature of a jar's own signature file",
        by(signer).over("Signature-Version: 1.0\r\n\r\n".getBytes(StandardCharsets.UTF_8)),
        Flaw.OtherBytes);
  }

  private void attributes() {
    add(
        "no signed attributes",
        by(signer).withoutAttributes().over(content),
        Flaw.NoSignedAttributes);
    add(
        "no digest among the attributes",
        by(signer)
            .attributes(it -> SignatureMaker.without(it, CMSAttributes.messageDigest))
            .over(content),
        Flaw.AttributeMissing);
    add(
        "two digests",
        by(signer)
            .attributes(it -> SignatureMaker.twice(it, CMSAttributes.messageDigest))
            .over(content),
        Flaw.AttributeRepeated);
    add(
        "another content type among the attributes",
        by(signer)
            .attributes(
                it ->
                    SignatureMaker.replaced(
                        it, CMSAttributes.contentType, CMSObjectIdentifiers.envelopedData))
            .over(content),
        Flaw.ContentTypeAttribute);
    var named =
        new SigningCertificateV2(
            new ESSCertIDv2(
                Algorithms.messageDigest("SHA-256").digest(encoded(root.certificate()))));
    add(
        "bound to another certificate",
        by(signer)
            .attributes(
                it ->
                    SignatureMaker.replaced(
                        it, PKCSObjectIdentifiers.id_aa_signingCertificateV2, named))
            .over(content),
        Flaw.OtherCertificate);
  }

  private void algorithms() {
    var rsa = draft("Acme RSA").key("RSA:2048").by(root);
    add("SHA-1", by(rsa).with("SHA1withRSA").over(content), Flaw.WeakDigest);
    add("MD5", by(rsa).with("MD5withRSA").over(content), Flaw.WeakDigest);
    add(
        "SHA-1 said to be of SHA-256",
        SignatureMaker.signer(
            by(rsa).over(content),
            it -> SignatureMaker.signatureAlgorithm(it, "1.2.840.113549.1.1.5")),
        Flaw.WeakSignature);
    add(
        "an unknown algorithm",
        SignatureMaker.signer(
            honest(), it -> SignatureMaker.signatureAlgorithm(it, "1.3.6.1.4.1.99999.7")),
        Flaw.UnknownAlgorithm);
    add(
        "another digest than the signature's",
        SignatureMaker.signer(
            honest(), it -> SignatureMaker.digestAlgorithm(it, "2.16.840.1.101.3.4.2.2")),
        Flaw.AlgorithmsDiffer);
    var weaklyIssued = new Draft("Acme Weakly", at).signedWith("SHA1withECDSA").by(root);
    add(
        "a certificate signed with SHA-1",
        by(weaklyIssued).over(content),
        Flaw.WeakIssuerSignature);
  }

  private void keys() {
    add(
        "a short RSA key",
        by(draft("Acme 1024").key("RSA:1024").by(root)).over(content),
        Flaw.ShortRsaKey);
    add(
        "a small curve",
        by(draft("Acme P-224").key("EC:secp224r1").by(root)).over(content),
        Flaw.WeakCurve);
    add("a DSA key", by(draft("Acme DSA").key("DSA:1024").by(root)).over(content), Flaw.KeyKind);
  }

  private void chains() {
    add(
        "no anchor",
        by(Identity.authority("Nobody Root", at).signer("Nobody", at)).over(content),
        Flaw.UnknownAnchor);
    add("its own issuer", by(draft("Acme Release").selfIssued()).over(content), Flaw.UnknownAnchor);
    add(
        "an intermediate certificate left out",
        by(middle.signer("Acme Lower", at)).over(content),
        Flaw.UnknownAnchor);
    add(
        "an issuer's name without its key",
        by(draft("Acme Forged").forging(root, Identity.keys("thief", "EC:secp256r1").getPrivate()))
            .over(content),
        Flaw.ForgedIssuer);
    var second = draft("Acme Second").authority(1).by(middle);
    var third = draft("Acme Third").authority(0).by(second);
    add(
        "a chain that is too long",
        by(third.signer("Acme Deep", at), third, second, middle).over(content),
        Flaw.ChainTooLong);
    var lowest = draft("Acme Lowest").authority(0).by(root);
    var below = draft("Acme Below").authority(0).by(lowest);
    add(
        "more authorities than admitted",
        by(below.signer("Acme Under", at), below, lowest).over(content),
        Flaw.PathTooLong);
    add(
        "issued by an end entity",
        by(signer.signer("Acme Child", at), signer).over(content),
        Flaw.IssuerNotAuthority);
    var mute = draft("Acme Mute").authority(0).usage(KeyUsage.cRLSign).by(root);
    add(
        "issued by an authority that may not",
        by(mute.signer("Acme Muted", at), mute).over(content),
        Flaw.IssuerMayNotSign);
    var mail =
        draft("Acme Mail").authority(0).purposes(KeyPurposeId.id_kp_emailProtection).by(root);
    add(
        "issued by an authority for mail",
        by(mail.signer("Acme Mailed", at), mail).over(content),
        Flaw.IssuerOtherUsage);
    add(
        "a critical extension that nobody knows",
        by(draft("Acme Odd").unknownExtension("1.3.6.1.4.1.99999.9").by(root)).over(content),
        Flaw.CriticalExtension);
  }

  private void usages() {
    add(
        "a certificate of an authority",
        by(draft("Acme Sub")
                .authority(0)
                .usage(KeyUsage.digitalSignature | KeyUsage.keyCertSign)
                .purposes(KeyPurposeId.id_kp_codeSigning)
                .by(root))
            .over(content),
        Flaw.SignerIsAuthority);
    add(
        "a key for encryption",
        by(draft("Acme Cipher").usage(KeyUsage.keyEncipherment).by(root)).over(content),
        Flaw.NoKeyUsage);
    add(
        "no extended key usage",
        by(draft("Acme Plain").purposes().by(root)).over(content),
        Flaw.NoCodeSigning);
    add(
        "a web server's certificate",
        by(draft("Acme Web").purposes(KeyPurposeId.id_kp_serverAuth).by(root)).over(content),
        Flaw.OtherUsage);
  }

  private void times() {
    add(
        "an expired certificate",
        by(draft("Acme Old").valid(DAY.multipliedBy(-9), DAY.negated()).by(root)).over(content),
        Flaw.Expired);
    add(
        "a certificate that is not yet valid",
        by(draft("Acme New").valid(DAY, DAY.multipliedBy(9)).by(root)).over(content),
        Flaw.NotYetValid);
    var old =
        draft("Acme Old Middle").authority(0).valid(DAY.multipliedBy(-9), DAY.negated()).by(root);
    add(
        "an expired issuer",
        by(old.signer("Acme Lately", at), old).over(content),
        Flaw.IssuerExpired);
    var early = draft("Acme New Middle").authority(0).valid(DAY, DAY.multipliedBy(9)).by(root);
    add(
        "an issuer that is not yet valid",
        by(early.signer("Acme Early", at), early).over(content),
        Flaw.IssuerNotYetValid);
  }

  private void revocations() {
    var before = at.minus(DAY);
    add(
        "revoked before signing",
        honest(),
        trust(revoked(signer, before), Optional.empty()),
        Flaw.SignerRevoked);
    var unstamped = honest();
    var stamped =
        SignatureMaker.timestamped(
            unstamped,
            SignatureMaker.timestamp(clock, SignatureMaker.signatureValue(unstamped), at));
    add(
        "revoked before the time of its timestamp",
        stamped,
        trust(revoked(signer, before), Optional.empty()),
        Flaw.SignerRevoked);
    add(
        "revoked for all time after signing",
        stamped,
        trust(revoked(signer, Instant.EPOCH), Optional.empty()),
        Flaw.SignerRevoked);
    var lower = middle.signer("Acme Lower", at);
    add(
        "a revoked issuer",
        by(lower, middle).over(content),
        trust(revoked(middle, before), Optional.empty()),
        Flaw.IssuerRevoked);
    add(
        "a revoked anchor",
        honest(),
        trust(revoked(root, before), Optional.empty()),
        Flaw.AnchorRevoked);
    add("a retired anchor", honest(), trust(Map.of(), Optional.of(before)), Flaw.AnchorRetired);
  }

  private void names() {
    cheats.add(
        new Cheat(
            "a name that nobody owns",
            honest(),
            plugin,
            named("other-" + plugin),
            Flaw.NobodysName));
    cheats.add(
        new Cheat(
            "another publisher's name",
            by(otherRoot.signer("Umbrella Release", at)).over(content),
            plugin,
            trust(),
            Flaw.OthersName));
  }

  private void timestamps() {
    var signature = honest();
    var value = SignatureMaker.signatureValue(signature);
    var right = SignatureMaker.timestamp(clock, value, at);
    add(
        "two timestamps",
        SignatureMaker.timestamped(signature, right, right),
        Flaw.TimestampRepeated);
    add(
        "a timestamp that is none",
        SignatureMaker.timestamped(signature, signature),
        Flaw.TimestampMalformed);
    add(
        "another signature's timestamp",
        SignatureMaker.timestamped(signature, SignatureMaker.timestamp(clock, new byte[8], at)),
        Flaw.TimestampOfOther);
    add(
        "a timestamp over SHA-1",
        SignatureMaker.timestamped(
            signature, SignatureMaker.timestamp(clock, value, at, SHA_1, "SHA-1")),
        Flaw.TimestampWeak);
    add(
        "a timestamp signed by a thief",
        SignatureMaker.timestamped(
            signature,
            SignatureMaker.timestamp(
                new Identity(
                    clock.certificate(), Identity.keys("thief", "EC:secp256r1").getPrivate()),
                value,
                at)),
        Flaw.TimestampForged);
    add(
        "a timestamp of an unknown authority",
        SignatureMaker.timestamped(
            signature,
            SignatureMaker.timestamp(
                clockDraft("Sundial").by(Identity.authority("Sundial Root", at)), value, at)),
        Flaw.TimestampUnknown);
    add(
        "a timestamp by a code signer",
        SignatureMaker.timestamped(
            signature, SignatureMaker.timestamp(clockRoot.signer("Clock Code", at), value, at)),
        Flaw.TimestampUsage);
    add(
        "a timestamp of an expired authority",
        SignatureMaker.timestamped(
            signature,
            SignatureMaker.timestamp(
                clockDraft("Clock Old").valid(DAY.multipliedBy(-9), DAY.negated()).by(clockRoot),
                value,
                at)),
        Flaw.TimestampExpired);
    add(
        "a timestamp of a revoked authority",
        SignatureMaker.timestamped(signature, right),
        trust(revoked(clock, Instant.EPOCH), Optional.empty()),
        Flaw.TimestampRevoked);
    add(
        "a timestamp of tomorrow",
        SignatureMaker.timestamped(signature, SignatureMaker.timestamp(clock, value, at.plus(DAY))),
        Flaw.TimestampAhead);
    add("signed when expired, with a timestamp of then", backdated(), Flaw.Expired);
  }

  /// A thief of an old key can have a timestamp of now only.
  private byte[] backdated() {
    var old = draft("Acme Old").valid(DAY.multipliedBy(-9), DAY.negated()).by(root);
    var signature = by(old).over(content);
    return SignatureMaker.timestamped(
        signature, SignatureMaker.timestamp(clock, SignatureMaker.signatureValue(signature), at));
  }

  private Draft draft(String name) {
    return new Draft(name, at);
  }

  private Draft clockDraft(String name) {
    return draft(name).purposes(KeyPurposeId.id_kp_timeStamping).criticalPurposes();
  }

  Identity clock() {
    return clock;
  }

  Identity root() {
    return root;
  }

  Trust trust(Map<String, Instant> revoked, Optional<Instant> retired) {
    return new Trust(
        List.of(
            new Publisher(
                "Acme", List.of(plugin), List.of(new Anchor(root.certificate(), retired))),
            umbrella()),
        List.of(clockRoot.certificate()),
        revoked);
  }

  private Trust named(String name) {
    return new Trust(
        List.of(
            new Publisher(
                "Acme", List.of(name), List.of(new Anchor(root.certificate(), Optional.empty()))),
            umbrella()),
        List.of(),
        Map.of());
  }

  private Publisher umbrella() {
    return new Publisher(
        "Umbrella",
        List.of("umbrella-*"),
        List.of(new Anchor(otherRoot.certificate(), Optional.empty())));
  }

  static Map<String, Instant> revoked(Identity identity, Instant from) {
    return Map.of(Certificates.fingerprint(identity.certificate()), from);
  }

  private void add(String name, byte[] signature, Flaw flaw) {
    add(name, signature, trust(), flaw);
  }

  private void add(String name, byte[] signature, Trust trust, Flaw flaw) {
    cheats.add(new Cheat(name, signature, plugin, trust, flaw));
  }

  private List<X509Certificate> crowd() {
    List<X509Certificate> crowd = new ArrayList<>();
    crowd.add(signer.certificate());
    for (int i = 0; i < 6; i++) {
      crowd.add(otherRoot.signer("Crowd " + i, at).certificate());
    }
    return crowd;
  }

  private static SignedData withoutSigners(SignedData it) {
    return new SignedData(
        it.getDigestAlgorithms(),
        it.getEncapContentInfo(),
        it.getCertificates(),
        null,
        new DERSet());
  }

  private static byte[] doubled(byte[] signature) {
    var twice = Arrays.copyOf(signature, 2 * signature.length);
    System.arraycopy(signature, 0, twice, signature.length, signature.length);
    return twice;
  }

  private static byte[] pem(byte[] signature) {
    return ("-----BEGIN CMS-----\n"
            + Base64.getMimeEncoder().encodeToString(signature)
            + "\n-----END CMS-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] data() {
    try {
      return new org.bouncycastle.asn1.cms.ContentInfo(
              CMSObjectIdentifiers.data, new org.bouncycastle.asn1.DEROctetString(new byte[8]))
          .getEncoded("DER");
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (java.security.cert.CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
