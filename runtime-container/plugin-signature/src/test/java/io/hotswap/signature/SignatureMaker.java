package io.hotswap.signature;

import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.MessageImprint;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSAttributeTableGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/// Makes signatures for tests, right and wrong ones.
public final class SignatureMaker {
  private static final ASN1ObjectIdentifier SHA_256 =
      new ASN1ObjectIdentifier("2.16.840.1.101.3.4.2.1");

  private final List<Identity> signers = new ArrayList<>();
  private final List<X509Certificate> certificates = new ArrayList<>();
  private String algorithm = "";
  private boolean attached;
  private boolean withoutAttributes;
  private ASN1ObjectIdentifier contentType = CMSObjectIdentifiers.data;
  private UnaryOperator<AttributeTable> attributes = UnaryOperator.identity();

  private SignatureMaker() {}

  /// A detached signature that carries the signer's chain.
  ///
  /// @param issuers that the signature carries too
  public static SignatureMaker by(Identity signer, Identity... issuers) {
    var maker = new SignatureMaker();
    maker.signers.add(signer);
    maker.certificates.add(signer.certificate());
    Arrays.stream(issuers).map(Identity::certificate).forEach(maker.certificates::add);
    return maker;
  }

  SignatureMaker and(Identity signer) {
    signers.add(signer);
    certificates.add(signer.certificate());
    return this;
  }

  SignatureMaker carrying(List<X509Certificate> others) {
    certificates.clear();
    certificates.addAll(others);
    return this;
  }

  public SignatureMaker with(String newAlgorithm) {
    algorithm = newAlgorithm;
    return this;
  }

  SignatureMaker attached() {
    attached = true;
    return this;
  }

  SignatureMaker withoutAttributes() {
    withoutAttributes = true;
    return this;
  }

  SignatureMaker ofType(ASN1ObjectIdentifier type) {
    contentType = type;
    return this;
  }

  SignatureMaker attributes(UnaryOperator<AttributeTable> change) {
    attributes = change;
    return this;
  }

  public byte[] over(byte[] content) {
    try {
      var generator = new CMSSignedDataGenerator();
      for (var signer : signers) {
        var builder =
            new JcaSignerInfoGeneratorBuilder(
                new JcaDigestCalculatorProviderBuilder().setProvider(Identity.provider()).build());
        CMSAttributeTableGenerator standard = new DefaultSignedAttributeTableGenerator();
        builder.setSignedAttributeGenerator(
            parameters -> attributes.apply(standard.getAttributes(parameters)));
        builder.setDirectSignature(withoutAttributes);
        generator.addSignerInfoGenerator(
            builder.build(
                new JcaContentSignerBuilder(
                        algorithm.isEmpty() ? Identity.standard(signer.key()) : algorithm)
                    .setProvider(Identity.provider())
                    .build(signer.key()),
                signer.certificate()));
      }
      generator.addCertificates(new JcaCertStore(certificates));
      return generator
          .generate(new CMSProcessableByteArray(contentType, content), attached)
          .toASN1Structure()
          .getEncoded("DER");
    } catch (OperatorCreationException
        | CMSException
        | CertificateEncodingException
        | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static AttributeTable without(AttributeTable table, ASN1ObjectIdentifier attribute) {
    return table.remove(attribute);
  }

  static AttributeTable twice(AttributeTable table, ASN1ObjectIdentifier attribute) {
    ASN1EncodableVector all = table.toASN1EncodableVector();
    all.add(table.get(attribute));
    return new AttributeTable(all);
  }

  static AttributeTable replaced(
      AttributeTable table, ASN1ObjectIdentifier attribute, ASN1Encodable value) {
    return table.remove(attribute).add(attribute, value);
  }

  /// Changes the one signer of a signature.
  static byte[] signer(byte[] cms, UnaryOperator<SignerInfo> change) {
    return data(
        cms,
        it ->
            new SignedData(
                it.getDigestAlgorithms(),
                it.getEncapContentInfo(),
                it.getCertificates(),
                null,
                new DERSet(
                    change.apply(SignerInfo.getInstance(it.getSignerInfos().getObjectAt(0))))));
  }

  static byte[] data(byte[] cms, UnaryOperator<SignedData> change) {
    try {
      var info = ContentInfo.getInstance(ASN1Primitive.fromByteArray(cms));
      return new ContentInfo(
              CMSObjectIdentifiers.signedData,
              change.apply(SignedData.getInstance(info.getContent())))
          .getEncoded("DER");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static SignerInfo digestAlgorithm(SignerInfo it, String oid) {
    return new SignerInfo(
        it.getSID(),
        new AlgorithmIdentifier(new ASN1ObjectIdentifier(oid)),
        it.getAuthenticatedAttributes(),
        it.getDigestEncryptionAlgorithm(),
        it.getEncryptedDigest(),
        it.getUnauthenticatedAttributes());
  }

  static SignerInfo signatureAlgorithm(SignerInfo it, String oid) {
    return new SignerInfo(
        it.getSID(),
        it.getDigestAlgorithm(),
        it.getAuthenticatedAttributes(),
        new AlgorithmIdentifier(new ASN1ObjectIdentifier(oid)),
        it.getEncryptedDigest(),
        it.getUnauthenticatedAttributes());
  }

  /// Adds timestamps to a signature.
  static byte[] timestamped(byte[] cms, byte[]... tokens) {
    return signer(cms, it -> withTokens(it, tokens));
  }

  private static SignerInfo withTokens(SignerInfo it, byte[]... tokens) {
    var attributes = new ASN1EncodableVector();
    for (var token : tokens) {
      try {
        attributes.add(
            new Attribute(
                PKCSObjectIdentifiers.id_aa_signatureTimeStampToken,
                new DERSet(ASN1Primitive.fromByteArray(token))));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
    return new SignerInfo(
        it.getSID(),
        it.getDigestAlgorithm(),
        it.getAuthenticatedAttributes(),
        it.getDigestEncryptionAlgorithm(),
        it.getEncryptedDigest(),
        (ASN1Set) new DERSet(attributes));
  }

  static byte[] signatureValue(byte[] cms) {
    try {
      var info = ContentInfo.getInstance(ASN1Primitive.fromByteArray(cms));
      var signers = SignedData.getInstance(info.getContent()).getSignerInfos();
      return SignerInfo.getInstance(signers.getObjectAt(0)).getEncryptedDigest().getOctets();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A token of an authority that the bytes were there at a time (RFC 3161).
  static byte[] timestamp(Identity authority, byte[] signature, Instant at) {
    return timestamp(authority, signature, at, SHA_256, "SHA-256");
  }

  static byte[] timestamp(
      Identity authority,
      byte[] signature,
      Instant at,
      ASN1ObjectIdentifier imprint,
      String algorithm) {
    try {
      var hash = Algorithms.messageDigest(algorithm).digest(signature);
      var info =
          new TSTInfo(
              new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1"),
              new MessageImprint(new AlgorithmIdentifier(imprint), hash),
              new ASN1Integer(BigInteger.ONE),
              new ASN1GeneralizedTime(Date.from(at)),
              null,
              null,
              null,
              null,
              null);
      return by(authority)
          .ofType(PKCSObjectIdentifiers.id_ct_TSTInfo)
          .attached()
          .over(info.getEncoded("DER"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
