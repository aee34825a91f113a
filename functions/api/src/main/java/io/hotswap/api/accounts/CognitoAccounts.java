package io.hotswap.api.accounts;

import io.hotswap.domain.access.Account;
import io.hotswap.domain.access.Accounts;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.failure.AwsFailure;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminGetUserResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.GroupType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;

/// The accounts of a Cognito user pool. Cognito accepts a `sub` as user name, except for users of
/// another identity provider (SAML, OIDC).
public final class CognitoAccounts implements Accounts, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CognitoAccounts.class);
  private static final Duration ATTEMPT = Duration.ofSeconds(3);

  private final String pool;
  private @Nullable CognitoIdentityProviderClient made;

  CognitoAccounts(String pool) {
    this.pool = pool;
  }

  CognitoAccounts(String pool, CognitoIdentityProviderClient client) {
    this.pool = pool;
    made = client;
  }

  /// @return unchecked accounts when `HOTSWAP_USER_POOL_ID` is empty
  public static Accounts from(Map<String, String> environment) {
    var pool = environment.getOrDefault("HOTSWAP_USER_POOL_ID", "").strip();
    return pool.isEmpty() ? UNCHECKED : new CognitoAccounts(pool);
  }

  @Override
  public Account find(String subject) {
    try {
      var user = named(subject, subject).or(() -> searched(subject));
      if (user.isEmpty()) {
        return deleted();
      }
      return Boolean.TRUE.equals(user.get().enabled())
          ? new Account.Active(groups(user.get().username()))
          : new Account.Gone("was disabled");
    } catch (UserNotFoundException e) {
      LOG.info("{} was deleted just now", subject);
      return deleted();
    } catch (SdkException e) {
      // A permanent failure, such as a missing permission or another pool, must not look temporary.
      if (!AwsFailure.of(e).isPassing()) {
        throw e;
      }
      LOG.warn("The user pool {} does not answer", pool, e);
      throw new Unavailable(e);
    }
  }

  private static Account deleted() {
    return new Account.Gone("was deleted");
  }

  private Optional<AdminGetUserResponse> named(String name, String subject) {
    try {
      return Optional.of(client().adminGetUser(it -> it.userPoolId(pool).username(name)))
          .filter(it -> subject(it).equals(subject));
    } catch (UserNotFoundException e) {
      LOG.info("Nobody in {} goes by {}", pool, name);
      return Optional.empty();
    }
  }

  // A user name may equal another user's `sub`.
  private static String subject(AdminGetUserResponse user) {
    return user.userAttributes().stream()
        .filter(it -> it.name().equals("sub"))
        .map(it -> it.value())
        .findFirst()
        .orElse("");
  }

  /// The search is eventually consistent, so its result is only a name to look up.
  private Optional<AdminGetUserResponse> searched(String subject) {
    var quoted = subject.replace("\\", "\\\\").replace("\"", "\\\"");
    return client()
        .listUsers(it -> it.userPoolId(pool).filter("sub = \"" + quoted + "\"").limit(1))
        .users()
        .stream()
        .flatMap(it -> named(it.username(), subject).stream())
        .findFirst();
  }

  private Set<String> groups(String name) {
    return client()
        .adminListGroupsForUserPaginator(it -> it.userPoolId(pool).username(name))
        .groups()
        .stream()
        .map(GroupType::groupName)
        .collect(Collectors.toSet());
  }

  /// Created on first use: most requests of a function do not need it.
  private synchronized CognitoIdentityProviderClient client() {
    var client = made;
    if (client == null) {
      client =
          CognitoIdentityProviderClient.builder()
              .httpClient(Aws.http())
              .overrideConfiguration(Aws.within(ATTEMPT))
              .build();
      made = client;
    }
    return client;
  }

  @Override
  public synchronized void close() {
    if (made != null) {
      made.close();
    }
  }
}
