package io.hotswap.signature;

import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/// CMS signed data of one signer (RFC 5652), read whole: nothing after it parses.
///
/// @param contentType of the signed content
/// @param content inside the signature, if any
/// @param parameters of the signature algorithm in DER, if any
/// @param signedAttributes the bytes that the signature is over
record CmsSignature(
    String contentType,
    Optional<Octets> content,
    List<X509Certificate> certificates,
    SignerName signerName,
    String digestAlgorithm,
    String signatureAlgorithm,
    Optional<Octets> parameters,
    Octets signedAttributes,
    List<SignatureAttribute> signed,
    List<SignatureAttribute> unsigned,
    Octets signature) {
  private static final int MOST_CERTIFICATES = 6;

  /// How a signature names its signer's certificate.
  sealed interface SignerName {
    record IssuerAndSerial(Octets issuer, BigInteger serial) implements SignerName {}

    record KeyIdentifier(Octets value) implements SignerName {}
  }

  /// @param values each in DER
  record SignatureAttribute(String oid, List<byte[]> values) {}

  static CmsSignature of(byte[] der) throws FlawFound {
    int length = DerScan.length(der);
    if (length != der.length) {
      throw Flaw.Appended.found(der.length - length);
    }
    try {
      return read(ContentInfo.getInstance(ASN1Primitive.fromByteArray(der)));
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw Flaw.Malformed.found();
    } catch (ClassCastException | NullPointerException | IndexOutOfBoundsException e) {
      // How Bouncy Castle's readers meet some of what is not there or of another type.
      throw Flaw.Malformed.found();
    }
  }

  private static CmsSignature read(ContentInfo info) throws IOException, FlawFound {
    if (!CMSObjectIdentifiers.signedData.equals(info.getContentType())) {
      throw Flaw.NotSignedData.found(info.getContentType().getId());
    }
    var data = SignedData.getInstance(info.getContent());
    var signers = data.getSignerInfos();
    if (signers.size() == 0) {
      throw Flaw.NoSigner.found();
    }
    if (signers.size() > 1) {
      throw Flaw.SeveralSigners.found(signers.size());
    }
    var certificates = certificates(data.getCertificates());
    var signer = SignerInfo.getInstance(signers.getObjectAt(0));
    var attributes = signer.getAuthenticatedAttributes();
    if (attributes == null) {
      throw Flaw.NoSignedAttributes.found();
    }
    var encapsulated = data.getEncapContentInfo();
    return new CmsSignature(
        encapsulated.getContentType().getId(),
        Optional.ofNullable(encapsulated.getContent())
            .map(it -> new Octets(ASN1OctetString.getInstance(it).getOctets())),
        certificates,
        name(signer.getSID()),
        signer.getDigestAlgorithm().getAlgorithm().getId(),
        signer.getDigestEncryptionAlgorithm().getAlgorithm().getId(),
        parameters(signer.getDigestEncryptionAlgorithm()),
        new Octets(attributes.getEncoded(ASN1Encoding.DER)),
        attributes(attributes),
        attributes(signer.getUnauthenticatedAttributes()),
        new Octets(signer.getEncryptedDigest().getOctets()));
  }

  private static List<X509Certificate> certificates(@Nullable ASN1Set set)
      throws IOException, FlawFound {
    List<X509Certificate> certificates = new ArrayList<>();
    if (set == null) {
      return certificates;
    }
    if (set.size() > MOST_CERTIFICATES) {
      throw Flaw.TooManyCertificates.found(set.size(), MOST_CERTIFICATES);
    }
    for (ASN1Encodable element : set) {
      if (!(element.toASN1Primitive() instanceof ASN1TaggedObject)) {
        certificates.add(certificate(der(element)));
      }
    }
    return certificates;
  }

  private static X509Certificate certificate(byte[] der) throws FlawFound {
    try {
      return Certificates.ofDer(der);
    } catch (CertificateException e) {
      throw Flaw.CertificateUnreadable.found(String.valueOf(e.getMessage()));
    }
  }

  private static SignerName name(SignerIdentifier identifier) throws IOException {
    if (identifier.isTagged()) {
      return new SignerName.KeyIdentifier(
          new Octets(ASN1OctetString.getInstance(identifier.getId()).getOctets()));
    }
    var named = IssuerAndSerialNumber.getInstance(identifier.getId());
    return new SignerName.IssuerAndSerial(
        new Octets(der(named.getName())), named.getSerialNumber().getValue());
  }

  private static Optional<Octets> parameters(AlgorithmIdentifier algorithm) throws IOException {
    return algorithm.getParameters() == null
        ? Optional.empty()
        : Optional.of(new Octets(der(algorithm.getParameters())));
  }

  private static List<SignatureAttribute> attributes(@Nullable ASN1Set set) throws IOException {
    List<SignatureAttribute> attributes = new ArrayList<>();
    if (set == null) {
      return attributes;
    }
    for (ASN1Encodable element : set) {
      var attribute = Attribute.getInstance(element);
      List<byte[]> values = new ArrayList<>();
      for (ASN1Encodable value : attribute.getAttrValues()) {
        values.add(der(value));
      }
      attributes.add(new SignatureAttribute(attribute.getAttrType().getId(), values));
    }
    return attributes;
  }

  private static byte[] der(ASN1Encodable element) throws IOException {
    return element.toASN1Primitive().getEncoded(ASN1Encoding.DER);
  }

  /// The one value of an attribute that has to be there once.
  byte[] signedValue(String oid, String name) throws FlawFound {
    return optionalSignedValue(oid, name).orElseThrow(() -> Flaw.AttributeMissing.found(name));
  }

  Optional<byte[]> optionalSignedValue(String oid, String name) throws FlawFound {
    var found = signed.stream().filter(it -> it.oid().equals(oid)).toList();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    if (found.size() > 1 || found.getFirst().values().size() != 1) {
      throw Flaw.AttributeRepeated.found(name);
    }
    return Optional.of(found.getFirst().values().getFirst());
  }
}
