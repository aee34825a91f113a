package io.hotswap.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.notification.Message.Audience;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConfigTest {
  private static final Map<String, String> FULL =
      Map.of(
          "HOTSWAP_MAIL_FROM", "hotswap@example.com",
          "HOTSWAP_TEAM_LEADS", "lead@example.com, second.lead@mail.example.com",
          "HOTSWAP_PLATFORM_ADMINS", "admin+swap@example.com",
          "HOTSWAP_OPERATORS", "ops@example.com,");

  @Test
  void without_a_sender_there_is_no_mail_and_without_a_secret_no_slack() {
    assertEquals(Optional.empty(), MailConfig.from(Map.of()));
    assertEquals(Optional.empty(), MailConfig.from(Map.of("HOTSWAP_MAIL_FROM", " ")));
    assertEquals(Optional.empty(), SlackConfig.from(Map.of("HOTSWAP_SLACK_WEBHOOK_SECRET", "")));
  }

  @Test
  void every_audience_has_its_addresses() {
    var config = MailConfig.from(FULL).orElseThrow();
    assertEquals("hotswap@example.com", config.from());
    var recipients = config.recipients();
    assertEquals(
        List.of("lead@example.com", "second.lead@mail.example.com"),
        recipients.of(new Audience.TeamLeads()));
    assertEquals(List.of("admin+swap@example.com"), recipients.of(new Audience.PlatformAdmins()));
    assertEquals(List.of("ops@example.com"), recipients.of(new Audience.Operators()));
  }

  @Test
  void a_requester_without_a_usable_address_is_the_operators_affair() {
    for (var email :
        List.of("", "ada", "ada@here", "a@b.c, d@e.f", "ada@example.com\nBcc: x@y.z")) {
      var to = new Audience.Requester("ada", email);
      assertEquals(List.of("ops@example.com"), Samples.RECIPIENTS.of(to), email);
    }
    var ada = new Audience.Requester("ada", "ada@example.com");
    assertEquals(List.of("ada@example.com"), Samples.RECIPIENTS.of(ada));
  }

  @Test
  void a_tenants_contacts_get_what_is_theirs_as_far_as_they_have_addresses() {
    var to = new Audience.TenantContacts("acme", List.of("ada@example.com", "b", "c@example.com"));
    assertEquals(List.of("ada@example.com", "c@example.com"), Samples.RECIPIENTS.of(to));
    var none = new Audience.TenantContacts("acme", List.of("b"));
    assertEquals(List.of("ops@example.com"), Samples.RECIPIENTS.of(none));
  }

  @Test
  void the_operators_get_what_nobody_else_is_named_for() {
    var only = Map.of("HOTSWAP_MAIL_FROM", "a@example.com", "HOTSWAP_OPERATORS", "ops@example.com");
    var recipients = MailConfig.from(only).orElseThrow().recipients();
    assertEquals(List.of("ops@example.com"), recipients.of(new Audience.TeamLeads()));
    assertEquals(List.of("ops@example.com"), recipients.of(new Audience.PlatformAdmins()));
  }

  @Test
  void bad_values_name_the_variable() {
    for (var name : FULL.keySet()) {
      for (var bad : List.of("someone", "a@b", "a b@example.com", "a@example.com;b@example.com")) {
        refused(name, bad);
      }
    }
    refused("HOTSWAP_OPERATORS", "");
    var tooMany =
        IntStream.range(0, 51).mapToObj(it -> it + "@example.com").collect(Collectors.joining(","));
    refused("HOTSWAP_TEAM_LEADS", tooMany);
    var failure =
        assertThrows(
            IllegalArgumentException.class,
            () -> SlackConfig.from(Map.of("HOTSWAP_SLACK_WEBHOOK_SECRET", "https://hooks/x")));
    assertTrue(failure.getMessage().startsWith("HOTSWAP_SLACK_WEBHOOK_SECRET must be"));
  }

  private static void refused(String name, String value) {
    var environment = new HashMap<>(FULL);
    environment.put(name, value);
    var failure =
        assertThrows(IllegalArgumentException.class, () -> MailConfig.from(environment), value);
    assertTrue(failure.getMessage().startsWith(name + " must"), failure.getMessage());
  }
}
