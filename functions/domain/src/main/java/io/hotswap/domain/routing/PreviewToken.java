package io.hotswap.domain.routing;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// A token whose bearer may call the version that a document previews. Its text is `base64url(JSON)
/// + "." + base64url(Ed25519 signature over the first part's ASCII bytes)`.
///
/// @param expiresAt to the second; invalid from then on
public record PreviewToken(
    String deploymentId,
    PluginId plugin,
    Environment environment,
    String version,
    Instant expiresAt) {
  public static final String HEADER = "HotSwap-Preview";

  private static final String ALGORITHM = "Ed25519";
  // No value needs escaping, so a payload has one form, and readers need no JSON parser.
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._+@-]+");
  private static final String FORM =
      "{\"deploymentId\":\"%s\",\"plugin\":\"%s\",\"environment\":\"%s\",\"version\":\"%s\","
          + "\"exp\":%s}";
  private static final Pattern PAYLOAD =
      Pattern.compile(
          FORM.replace("{", "\\{")
              .formatted("([^\"]+)", "([0-9a-f-]{36})", "([^\"]+)", "([^\"]+)", "(\\d{1,11})"));

  /// Both in base64: PKCS #8 and X.509.
  public record Keys(String privateKey, String publicKey) {
    public static Keys generate() {
      try {
        var pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        var base64 = Base64.getEncoder();
        return new Keys(
            base64.encodeToString(pair.getPrivate().getEncoded()),
            base64.encodeToString(pair.getPublic().getEncoded()));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("Every Java has Ed25519", e);
      }
    }

    /// The private key is kept out of logs.
    @Override
    public String toString() {
      return "Keys[publicKey=" + publicKey + "]";
    }
  }

  public PreviewToken {
    if (!PLAIN.matcher(deploymentId).matches() || !PLAIN.matcher(version).matches()) {
      throw new IllegalArgumentException(
          "Not a deployment's id and a version: " + deploymentId + ", " + version);
    }
  }

  /// @throws IllegalArgumentException when the text is not an Ed25519 key as in [Keys]
  public static PublicKey publicKey(String base64) {
    try {
      var encoded = new X509EncodedKeySpec(Base64.getDecoder().decode(base64));
      return KeyFactory.getInstance(ALGORITHM).generatePublic(encoded);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("Not an Ed25519 public key: " + base64, e);
    }
  }

  /// The token's text.
  public String sign(String privateKey) {
    var payload =
        FORM.formatted(deploymentId, plugin, environment, version, expiresAt.getEpochSecond());
    var base64 = Base64.getUrlEncoder().withoutPadding();
    var first = base64.encodeToString(payload.getBytes(StandardCharsets.UTF_8));
    try {
      var encoded = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(privateKey));
      var signature = Signature.getInstance(ALGORITHM);
      signature.initSign(KeyFactory.getInstance(ALGORITHM).generatePrivate(encoded));
      signature.update(first.getBytes(StandardCharsets.US_ASCII));
      return first + "." + base64.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("Not an Ed25519 private key", e);
    }
  }

  /// Verifies a token against the document that is in force now.
  ///
  /// @param key of the document's preview
  public static Result<PreviewToken> verify(
      String text, PublicKey key, RoutingDocument inForce, Instant now) {
    var parts = text.split("\\.", -1);
    var token = parts.length == 2 && isSigned(parts, key) ? read(parts[0]) : none();
    if (token.isEmpty()) {
      return refused("The preview token was not signed for what is previewed now.");
    }
    if (!token.get().isFor(inForce)) {
      return refused(
          "The preview token is for another plugin, environment, deployment or version.");
    }
    return now.isBefore(token.get().expiresAt())
        ? Result.done(token.get())
        : refused("The preview token expired at " + token.get().expiresAt() + ".");
  }

  /// The refusal of every invalid preview token.
  public static <T> Result<T> refused(String detail) {
    return Result.refused(
        Refusal.of(
            ErrorCode.INVALID_PREVIEW,
            detail,
            "#header/" + HEADER,
            "an unexpired token for the version that is previewed now",
            "Get one by POST /deployments/{id}/preview-token, or leave the header out."));
  }

  private boolean isFor(RoutingDocument document) {
    return plugin.equals(document.pluginId())
        && environment == document.environment()
        && document
            .supervision()
            .preview()
            .filter(it -> it.deploymentId().equals(deploymentId) && it.version().equals(version))
            .isPresent();
  }

  private static boolean isSigned(String[] parts, PublicKey key) {
    try {
      var signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(key);
      signature.update(parts[0].getBytes(StandardCharsets.UTF_8));
      return signature.verify(Base64.getUrlDecoder().decode(parts[1]));
    } catch (SignatureException | IllegalArgumentException notEvenASignature) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("Not an Ed25519 public key", e);
    }
  }

  private static Optional<PreviewToken> read(String signed) {
    var payload = new String(Base64.getUrlDecoder().decode(signed), StandardCharsets.UTF_8);
    var matcher = PAYLOAD.matcher(payload);
    if (!matcher.matches()) {
      return none();
    }
    return environment(matcher.group(3))
        .map(
            environment ->
                new PreviewToken(
                    matcher.group(1),
                    PluginId.parse(matcher.group(2)),
                    environment,
                    matcher.group(4),
                    Instant.ofEpochSecond(Long.parseLong(matcher.group(5)))));
  }

  private static Optional<Environment> environment(String name) {
    return Arrays.stream(Environment.values()).filter(it -> it.name().equals(name)).findFirst();
  }

  private static Optional<PreviewToken> none() {
    return Optional.empty();
  }
}
