package io.hotswap.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import io.hotswap.domain.access.Caller;
import io.hotswap.domain.access.Role;
import java.text.ParseException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Maps Cognito's claims to the domain.
final class Claims {
  static final String TENANT = "custom:tenant_id";

  private Claims() {}

  static VerifiedToken toToken(JWTClaimsSet claims) throws ParseException {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    Set<String> qualifications = new HashSet<>();
    for (var group : groups(claims)) {
      role(group).ifPresentOrElse(roles::add, () -> qualifications.add(group));
    }
    var caller =
        new Caller(
            claims.getSubject(),
            name(claims),
            roles,
            qualifications,
            Optional.ofNullable(claims.getStringClaim(TENANT)).filter(it -> !it.isEmpty()),
            text(claims, "email"));
    return new VerifiedToken(caller, claims.getExpirationTime().toInstant());
  }

  private static List<String> groups(JWTClaimsSet claims) throws ParseException {
    var groups = claims.getStringListClaim("cognito:groups");
    return groups == null ? List.of() : groups;
  }

  private static Optional<Role> role(String group) {
    for (var role : Role.values()) {
      if (role.name().equals(group)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }

  private static String name(JWTClaimsSet claims) throws ParseException {
    var name = claims.getStringClaim("cognito:username");
    return name == null ? claims.getSubject() : name;
  }

  private static Optional<String> text(JWTClaimsSet claims, String name) throws ParseException {
    return Optional.ofNullable(claims.getStringClaim(name)).filter(text -> !text.isBlank());
  }
}
