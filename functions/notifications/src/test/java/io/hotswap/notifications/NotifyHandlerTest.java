package io.hotswap.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.TestContext;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.notification.Message.Audience;
import io.hotswap.engine.LocalEngine;
import io.hotswap.notifications.NotifyHandler.Answer;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.DynamoOutbox;
import io.hotswap.serialization.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.NotFoundException;

/// The whole function on a real engine, with its real SES and a Slack of the test's own.
class NotifyHandlerTest {
  private static final String EVERY_MINUTE = "{\"source\":\"aws.events\"}";

  private final ProviderServer slack = new ProviderServer();
  private final String from = "hotswap-" + UUID.randomUUID() + "@example.com";
  private final Map<String, String> environment = new HashMap<>();
  private SesV2Client ses;
  private DynamoOutbox outbox;
  private NotifyHandler handler;

  @BeforeEach
  void function() {
    environment.putAll(LocalEngine.shared().freshStage().environment());
    ses = SesV2Client.builder().httpClient(Aws.http()).build();
    ses.createEmailIdentity(it -> it.emailIdentity(from));
    environment.put("HOTSWAP_MAIL_FROM", from);
    environment.put("HOTSWAP_TEAM_LEADS", "lead@example.com,other-lead@example.com");
    environment.put("HOTSWAP_OPERATORS", "ops@example.com");
    environment.put("HOTSWAP_SLACK_WEBHOOK_SECRET", secret(slack.url("/hook").toString()));
    outbox = new DynamoOutbox(Aws.dynamo(), new Tables(environment));
    handler = new NotifyHandler(environment);
  }

  private static String secret(String value) {
    try (var secrets = SecretsManagerClient.builder().httpClient(Aws.http()).build()) {
      var name = "slack-" + UUID.randomUUID();
      return secrets.createSecret(it -> it.name(name).secretString(value)).arn();
    }
  }

  @AfterEach
  void close() {
    handler.close();
    ses.close();
    slack.close();
  }

  @Test
  void the_stream_sends_at_once_what_was_put_in() throws Exception {
    var message = put(new Audience.TeamLeads());
    assertEquals(new Answer(2, 0, 0), invoke(inserted(message)));
    var mail = Mailbox.about(message.id()).getFirst();
    assertEquals(List.of("lead@example.com", "other-lead@example.com"), mail.to());
    assertTrue(mail.subject().endsWith("markdown 1.1.0 to Production was rolled back"));
    assertEquals(1, slack.requests.size());

    assertEquals(new Answer(0, 0, 0), invoke(inserted(message)));
    assertEquals(new Answer(0, 0, 0), invoke(EVERY_MINUTE));
  }

  @Test
  void the_schedule_sends_what_the_stream_left() throws Exception {
    var first = put(new Audience.Requester("ada", "ada@example.com"));
    var second = put(new Audience.Requester("bob", ""));
    assertEquals(new Answer(4, 0, 0), invoke(EVERY_MINUTE));
    assertEquals(List.of("ada@example.com"), Mailbox.about(first.id()).getFirst().to());
    assertEquals(List.of("ops@example.com"), Mailbox.about(second.id()).getFirst().to());
  }

  @Test
  void a_sender_that_ses_no_longer_knows_delays_the_mail_and_nothing_else() throws Exception {
    loseIdentity();
    var message = put(new Audience.Operators());
    assertEquals(new Answer(1, 1, 0), invoke(inserted(message)));
    assertEquals(List.of(), Mailbox.about(message.id()));
    assertEquals(1, slack.requests.size());

    ses.createEmailIdentity(it -> it.emailIdentity(from));
    var sent = 0L;
    var deadline = Instant.now().plusSeconds(10);
    while (sent == 0 && Instant.now().isBefore(deadline)) {
      sent = invoke(EVERY_MINUTE).delivered();
    }
    assertEquals(1, sent);
    assertEquals(1, Mailbox.about(message.id()).size());
    assertEquals(1, slack.requests.size());
  }

  @Test
  void a_provider_that_fails_is_no_fault_of_the_function() throws Exception {
    loseIdentity();
    slack.mood = exchange -> ProviderServer.say(exchange, 400, "invalid_payload");
    var message = put(new Audience.Operators());
    assertEquals(new Answer(0, 1, 1), invoke(inserted(message)));
  }

  @Test
  void without_any_channel_messages_are_closed_and_nobody_is_told() throws Exception {
    environment.remove("HOTSWAP_MAIL_FROM");
    environment.remove("HOTSWAP_SLACK_WEBHOOK_SECRET");
    var message = put(new Audience.Operators());
    try (var silent = new NotifyHandler(environment)) {
      assertEquals(new Answer(0, 0, 0), invoke(silent, EVERY_MINUTE));
    }
    assertTrue(outbox.find(List.of(message.id())).getFirst().closedAt().isPresent());
  }

  @Test
  void a_malformed_setting_stops_the_function_before_it_serves() {
    environment.put("HOTSWAP_OPERATORS", "everybody");
    var failure =
        assertThrows(IllegalArgumentException.class, () -> new NotifyHandler(environment));
    assertTrue(failure.getMessage().startsWith("HOTSWAP_OPERATORS must be"));
  }

  private Message put(Audience to) {
    var message = Samples.message(to);
    outbox.put(List.of(message));
    return message;
  }

  private void loseIdentity() {
    ses.deleteEmailIdentity(it -> it.emailIdentity(from));
    assertThrows(NotFoundException.class, () -> ses.getEmailIdentity(it -> it.emailIdentity(from)));
  }

  /// As the stream tells it.
  private static String inserted(Message message) {
    var keys = Map.of("pk", Map.of("S", "MESSAGE#" + message.id()), "sk", Map.of("S", "MESSAGE"));
    var inserted = Map.of("eventName", "INSERT", "dynamodb", Map.of("Keys", keys));
    return Json.write(Map.of("Records", List.of(inserted)));
  }

  private Answer invoke(String event) throws IOException {
    return invoke(handler, event);
  }

  private static Answer invoke(NotifyHandler function, String event) throws IOException {
    var answer = new ByteArrayOutputStream();
    var input = new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8));
    function.handleRequest(input, answer, new TestContext());
    return Json.read(answer.toString(StandardCharsets.UTF_8), Answer.class);
  }
}
