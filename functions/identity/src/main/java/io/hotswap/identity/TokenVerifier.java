package io.hotswap.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import java.text.ParseException;
import java.util.Set;

/// Accepts the ID tokens of one issuer for one audience: RS256 by the issuer's published keys, not
/// expired. Everything else is refused, with the reason in words.
public final class TokenVerifier {
  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  public TokenVerifier(IdentityConfig config, JWKSource<SecurityContext> keys) {
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(
            config.audience(),
            new JWTClaimsSet.Builder().issuer(config.issuer()).build(),
            Set.of("sub", "exp")));
  }

  /// @param authorization the whole `Authorization` header, or an empty string when there was none
  /// @throws KeysUnavailable when the issuer's keys cannot be had: nobody can be let in or refused
  public Result<VerifiedToken> verify(String authorization) {
    if (!authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return Result.refused(
          Refusal.of(
              ErrorCode.MISSING_TOKEN,
              "The request carries no bearer token.",
              "#header/Authorization",
              "Bearer <ID token>",
              "Send the header `Authorization: Bearer <ID token>`."));
    }
    return verifyToken(authorization.substring(7).strip());
  }

  private Result<VerifiedToken> verifyToken(String token) {
    try {
      return Result.done(Claims.toToken(processor.process(token, null)));
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

  /// The issuer's keys could not be fetched and none are cached.
  public static final class KeysUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    KeysUnavailable(Throwable cause) {
      super("The issuer's keys cannot be had", cause);
    }
  }
}
