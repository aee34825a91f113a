package io.hotswap.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.notification.Channel.Delivery;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.notification.Message.Audience;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.serialization.Json;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

class SlackChannelTest {
  private static final String PATH = "/services/T0/B0/topsecret";

  private final ProviderServer slack = new ProviderServer();
  private SecretsManagerClient secrets;
  private String secret;
  private SlackChannel channel;

  @BeforeEach
  void webhook() {
    LocalEngine.shared();
    secrets = SecretsManagerClient.builder().httpClient(Aws.http()).build();
    var name = "slack-" + UUID.randomUUID();
    var url = slack.url(PATH).toString();
    secret = secrets.createSecret(it -> it.name(name).secretString(url)).arn();
    var webhook = new SlackWebhook(secrets, new SlackConfig(secret), InstantSource.system());
    channel = new SlackChannel(webhook, Samples.PROD, Duration.ofMillis(700));
  }

  @AfterEach
  void close() {
    secrets.close();
    slack.close();
  }

  @Test
  void a_message_carries_its_id_and_calls_nobody_by_itself() throws Exception {
    var message = Samples.message(new Audience.Operators(), "a & b", "reason: <!channel> look\n");
    assertEquals(new Delivery.Delivered(), channel.send(message));
    var request = slack.requests.getFirst();
    assertEquals(PATH, request.path());
    assertEquals(List.of(message.id().toString()), request.headers().get("X-hotswap-message-id"));
    assertEquals(List.of(message.id().toString()), request.headers().get("Idempotency-key"));
    assertEquals(
        """
        *[HotSwap prod] a &amp; b*
        reason: &lt;!channel&gt; look
        _For the operators. HotSwap prod, message %s_\
        """
            .formatted(message.id()),
        Json.MAPPER.readTree(request.body()).path("text").asText());
  }

  @Test
  void a_busy_slack_says_when_to_come_again() {
    slack.mood =
        exchange -> {
          exchange.getResponseHeaders().add("Retry-After", "42");
          ProviderServer.say(exchange, 429, "rate_limited");
        };
    assertEquals(
        new Delivery.Postponed("429 rate_limited", Optional.of(Duration.ofSeconds(42))),
        channel.send(message()));
  }

  @Test
  void a_broken_slack_is_asked_again_later() {
    for (int status : new int[] {302, 403, 404, 410, 500, 503}) {
      slack.mood =
          exchange -> {
            exchange.getResponseHeaders().add("Location", slack.url("/elsewhere").toString());
            ProviderServer.say(exchange, status, "no_service");
          };
      assertEquals(status + " no_service", postponed());
    }
    assertTrue(slack.requests.stream().allMatch(it -> it.path().equals(PATH)));
  }

  @Test
  void a_message_that_slack_finds_wrong_is_rejected() {
    slack.mood = exchange -> ProviderServer.say(exchange, 400, "invalid_payload");
    assertEquals(new Delivery.Rejected("400 invalid_payload"), channel.send(message()));
  }

  @Test
  void a_slack_that_hangs_is_left_alone() {
    slack.mood = slack::hang;
    assertEquals("no answer within 700 ms", postponed());
    slack.mood = slack::hangInTheBody;
    assertEquals("no answer within 700 ms", postponed());
    slack.mood = exchange -> ProviderServer.say(exchange, 200, "ok");
    assertEquals(new Delivery.Delivered(), channel.send(message()));
  }

  @Test
  void no_slack_there_is_no_fault() {
    slack.close();
    assertEquals("no connection: ConnectException", postponed());
  }

  @Test
  void a_replaced_webhook_is_taken_up_when_the_old_one_is_refused() {
    assertEquals(new Delivery.Delivered(), channel.send(message()));
    var fresh = slack.url("/services/new").toString();
    secrets.putSecretValue(it -> it.secretId(secret).secretString(fresh));
    slack.mood =
        exchange -> {
          boolean known = exchange.getRequestURI().getPath().equals("/services/new");
          ProviderServer.say(exchange, known ? 200 : 404, known ? "ok" : "no_service");
        };
    assertEquals("404 no_service", postponed());
    assertEquals(new Delivery.Delivered(), channel.send(message()));
  }

  @Test
  void a_secret_that_holds_no_safe_url_is_said_without_telling_it() {
    for (var bad :
        List.of(
            "http://slack.example.com/topsecret",
            "topsecret",
            "https:///topsecret",
            "ht tp:topsecret")) {
      secrets.putSecretValue(it -> it.secretId(secret).secretString(bad));
      var why = postponed();
      assertTrue(why.startsWith("The webhook's secret must hold an https URL"), why);
      assertFalse(why.contains("topsecret"), why);
    }
    secrets.deleteSecret(it -> it.secretId(secret).forceDeleteWithoutRecovery(true));
    assertTrue(postponed().startsWith("The webhook's secret cannot be read: "));
  }

  private String postponed() {
    return assertInstanceOf(Delivery.Postponed.class, channel.send(message())).why();
  }

  private static Message message() {
    return Samples.message(new Audience.Operators());
  }
}
