package io.hotswap.api.accounts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hotswap.domain.access.Account;
import io.hotswap.domain.access.Accounts;
import io.hotswap.engine.BusyEngine;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.aws.Aws;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;

class CognitoAccountsTest {
  private CognitoIdentityProviderClient cognito;
  private String pool;
  private CognitoAccounts accounts;
  private BusyEngine busy;
  private CognitoAccounts relayed;

  @BeforeEach
  void pool() {
    busy = new BusyEngine(LocalEngine.shared().endpoint());
    cognito = CognitoIdentityProviderClient.builder().httpClient(Aws.http()).build();
    var name = "accounts-" + UUID.randomUUID();
    pool = cognito.createUserPool(it -> it.poolName(name)).userPool().id();
    for (var group : Set.of("Approver", "TeamLead", "PlatformAdmin")) {
      cognito.createGroup(it -> it.userPoolId(pool).groupName(group));
    }
    accounts = new CognitoAccounts(pool);
    relayed =
        new CognitoAccounts(
            pool,
            CognitoIdentityProviderClient.builder()
                .endpointOverride(busy.endpoint())
                .httpClient(Aws.http())
                .build());
  }

  @AfterEach
  void close() {
    accounts.close();
    relayed.close();
    busy.close();
    cognito.close();
  }

  @Test
  void an_account_is_what_its_groups_say_now() {
    var sub = user("lena", "Approver", "TeamLead");
    assertEquals(new Account.Active(Set.of("Approver", "TeamLead")), accounts.find(sub));
    cognito.adminRemoveUserFromGroup(
        it -> it.userPoolId(pool).username("lena").groupName("TeamLead"));
    assertEquals(new Account.Active(Set.of("Approver")), accounts.find(sub));
  }

  @Test
  void an_account_that_was_disabled_or_deleted_is_gone() {
    var sub = user("lena", "Approver");
    cognito.adminDisableUser(it -> it.userPoolId(pool).username("lena"));
    assertEquals(new Account.Gone("was disabled"), accounts.find(sub));
    cognito.adminDeleteUser(it -> it.userPoolId(pool).username("lena"));
    assertEquals(new Account.Gone("was deleted"), accounts.find(sub));
  }

  @Test
  void an_account_made_again_under_the_same_name_is_another() {
    var first = user("lena", "Approver", "TeamLead");
    cognito.adminDeleteUser(it -> it.userPoolId(pool).username("lena"));
    var second = user("lena", "Approver", "PlatformAdmin");
    assertEquals(new Account.Gone("was deleted"), accounts.find(first));
    assertEquals(new Account.Active(Set.of("Approver", "PlatformAdmin")), accounts.find(second));
  }

  @Test
  void a_name_is_no_subject() {
    user("lena", "Approver");
    assertEquals(new Account.Gone("was deleted"), accounts.find("lena"));
  }

  @Test
  void a_user_of_another_identity_provider_is_found_although_the_subject_is_no_name_there() {
    var sub = user("Okta_lena@example.com", "Approver");
    assertEquals(new Account.Active(Set.of("Approver")), foreign(sub));
    cognito.adminDisableUser(it -> it.userPoolId(pool).username("Okta_lena@example.com"));
    assertEquals(new Account.Gone("was disabled"), foreign(sub));
    cognito.adminDeleteUser(it -> it.userPoolId(pool).username("Okta_lena@example.com"));
    assertEquals(new Account.Gone("was deleted"), foreign(sub));
  }

  @Test
  void who_has_anothers_subject_for_a_name_is_not_taken_for_them() {
    var sub = user("lena", "Approver");
    user(sub, "PlatformAdmin");
    assertEquals(new Account.Active(Set.of("Approver")), accounts.find(sub));
  }

  /// As Cognito answers for users of other identity providers: it takes their names only.
  private Account foreign(String sub) {
    busy.says(1, 400, "{\"__type\":\"UserNotFoundException\"}");
    return relayed.find(sub);
  }

  @ParameterizedTest
  @CsvSource({
    "400, TooManyRequestsException",
    "500, InternalErrorException",
    "503, ServiceUnavailable"
  })
  void a_pool_that_does_not_answer_is_no_answer_about_people(int status, String code) {
    busy.says(100, status, "{\"__type\":\"" + code + "\"}");
    assertThrows(Accounts.Unavailable.class, () -> relayed.find("anybody"));
  }

  @ParameterizedTest
  @CsvSource({
    "400, AccessDeniedException",
    "400, InvalidParameterException",
    "400, NotAuthorizedException"
  })
  void what_never_passes_is_a_fault_of_ours(int status, String code) {
    busy.says(100, status, "{\"__type\":\"" + code + "\"}");
    assertThrows(AwsServiceException.class, () -> relayed.find("anybody"));
  }

  @Test
  void another_pool_than_there_is_is_a_fault_of_ours() {
    try (var lost = new CognitoAccounts(pool + "x")) {
      assertThrows(AwsServiceException.class, () -> lost.find("anybody"));
    }
  }

  @Test
  void without_a_pool_nobody_is_checked() {
    assertSame(Accounts.UNCHECKED, CognitoAccounts.from(Map.of()));
  }

  private String user(String name, String... groups) {
    cognito.adminCreateUser(it -> it.userPoolId(pool).username(name).messageAction("SUPPRESS"));
    for (var group : groups) {
      cognito.adminAddUserToGroup(it -> it.userPoolId(pool).username(name).groupName(group));
    }
    return cognito.adminGetUser(it -> it.userPoolId(pool).username(name)).userAttributes().stream()
        .filter(it -> it.name().equals("sub"))
        .findFirst()
        .orElseThrow()
        .value();
  }
}
