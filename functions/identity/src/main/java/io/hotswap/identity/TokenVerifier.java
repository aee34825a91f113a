package io.hotswap.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.hotswap.domain.ids.TenantName;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import java.text.ParseException;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// Verifies ID tokens of one issuer for one audience: RS256 by the issuer's published keys, not
/// expired. All others are refused with a reason.
public final class TokenVerifier {
  private static final String SCHEME = "Bearer ";

  /// Longest key id that issuers use.
  private static final int LONGEST_KEY_ID = 256;

  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
  private final IssuerKeys keys;

  public TokenVerifier(IdentityConfig config, IssuerKeys keys) {
    this(config, keys, Clock.systemUTC());
  }

  /// @param clock for the expiry of tokens
  public TokenVerifier(IdentityConfig config, IssuerKeys keys, InstantSource clock) {
    this.keys = keys;
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<SecurityContext>(
            config.audience(),
            new JWTClaimsSet.Builder().issuer(config.issuer()).build(),
            Set.of("sub", "exp")) {
          @Override
          protected Date currentTime() {
            return Date.from(clock.instant());
          }
        });
  }

  /// @param authorization the whole `Authorization` header, or an empty string when absent
  /// @throws KeysUnavailable when the issuer's keys are unavailable, so that no token can be
  ///   accepted or refused
  public Result<VerifiedToken> verify(String authorization) {
    if (namesUnknownKey(authorization)) {
      keys.await();
    }
    return verifyByKnownKeys(authorization);
  }

  /// For callers that must not block: completes when the keys have been refreshed because the token
  /// names an unknown one. Empty when no refresh is needed.
  public Optional<CompletableFuture<Void>> missingKey(String authorization) {
    return namesUnknownKey(authorization) ? Optional.of(keys.refresh()) : Optional.empty();
  }

  // Runs on unverified input: strangers can cause it.
  private boolean namesUnknownKey(String authorization) {
    int end = authorization.indexOf('.');
    if (end < SCHEME.length() || !hasScheme(authorization)) {
      return false;
    }
    try {
      var header =
          JWSHeader.parse(new Base64URL(authorization.substring(SCHEME.length(), end).strip()));
      var keyId = header.getKeyID();
      return header.getAlgorithm().equals(JWSAlgorithm.RS256)
          && keyId != null
          && keyId.length() <= LONGEST_KEY_ID
          && !keys.has(keyId);
    } catch (ParseException | IllegalArgumentException noToken) {
      return false;
    }
  }

  private static boolean hasScheme(String authorization) {
    return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  /// The same without waiting for an unknown key.
  public Result<VerifiedToken> verifyByKnownKeys(String authorization) {
    if (!hasScheme(authorization)) {
      return Result.refused(
          Refusal.of(
              ErrorCode.MISSING_TOKEN,
              "The request carries no bearer token.",
              "#header/Authorization",
              "Bearer <ID token>",
              "Send the header `Authorization: Bearer <ID token>`."));
    }
    return verifyToken(authorization.substring(SCHEME.length()).strip());
  }

  private Result<VerifiedToken> verifyToken(String token) {
    try {
      return withTenantName(Claims.toToken(processor.process(token, null)));
    } catch (KeySourceException e) {
      throw new KeysUnavailable(e);
    } catch (BadJOSEException | JOSEException | ParseException e) {
      return Result.refused(
          Refusal.of(
              ErrorCode.INVALID_TOKEN,
              "The bearer token is not accepted: " + e.getMessage() + ".",
              "#header/Authorization",
              "an RS256 ID token of this system's issuer and audience that has not expired",
              "Sign in again and send the new ID token."));
    }
  }

  private static Result<VerifiedToken> withTenantName(VerifiedToken token) {
    return token.caller().tenant().map(TenantName::isOne).orElse(true)
        ? Result.done(token)
        : Result.refused(
            Refusal.of(
                ErrorCode.INVALID_TOKEN,
                "The bearer token is not accepted: its claim "
                    + Claims.TENANT
                    + " is no tenant's name.",
                "#header/Authorization",
                "in the claim " + Claims.TENANT + " " + TenantName.EXPECTED,
                "Have the user's tenant corrected at the token's issuer and sign in again."));
  }

  /// The issuer's keys could not be fetched and none are cached.
  public static final class KeysUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    KeysUnavailable(Throwable cause) {
      super("The issuer's keys cannot be had", cause);
    }
  }
}
