package io.hotswap.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.notification.Channel.Delivery;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.notification.Message.Audience;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.serialization.Json;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sesv2.SesV2Client;

/// What we send, and what each answer means; with a real engine in NotifyHandlerTest.
class SesChannelTest {
  private final ProviderServer provider = new ProviderServer();
  private final SesV2Client ses =
      SesV2Client.builder()
          .endpointOverride(provider.url(""))
          .region(Region.US_EAST_1)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
          .httpClient(Aws.http())
          .overrideConfiguration(NotificationBeans.once(Duration.ofMillis(1_500)))
          .build();
  private final SesChannel channel =
      new SesChannel(ses, new MailConfig("hotswap@example.com", Samples.RECIPIENTS), Samples.PROD);

  @AfterEach
  void close() {
    ses.close();
    provider.close();
  }

  @Test
  void a_mail_carries_its_id_in_a_header_and_in_its_last_line() throws Exception {
    provider.mood = exchange -> ProviderServer.say(exchange, 200, "{\"MessageId\":\"m\"}");
    var message =
        Samples.message(new Audience.TeamLeads(), "Approve?\r\nBcc: everybody", "Because.\n");
    assertEquals(new Delivery.Delivered(), channel.send(message));

    var sent = Json.MAPPER.readTree(provider.requests.getFirst().body());
    assertEquals("hotswap@example.com", sent.path("FromEmailAddress").asText());
    assertEquals("[\"lead@example.com\"]", sent.at("/Destination/ToAddresses").toString());
    var mail = sent.at("/Content/Simple");
    assertEquals("[HotSwap prod] Approve? Bcc: everybody", mail.at("/Subject/Data").asText());
    assertEquals("X-HotSwap-Message-Id", mail.at("/Headers/0/Name").asText());
    assertEquals(message.id().toString(), mail.at("/Headers/0/Value").asText());
    assertEquals(
        "Because.\n\n-- \nFor the team leads. HotSwap prod, message " + message.id() + "\n",
        mail.at("/Body/Text/Data").asText());
  }

  @Test
  void a_mail_that_ses_finds_wrong_is_rejected() {
    says(400, "BadRequestException");
    assertEquals(new Delivery.Rejected("BadRequestException: no"), channel.send(message()));
  }

  @Test
  void whatever_may_pass_is_postponed_after_one_attempt() {
    for (var error :
        new String[] {
          "MessageRejected", "TooManyRequestsException", "SendingPausedException",
          "AccountSuspendedException", "AccessDeniedException", "InternalFailure"
        }) {
      says(error.equals("InternalFailure") ? 500 : 400, error);
      var postponed = assertInstanceOf(Delivery.Postponed.class, channel.send(message()));
      assertTrue(postponed.why().startsWith(error), postponed.why());
    }
    assertEquals(6, provider.requests.size());
  }

  @Test
  void no_answer_in_time_is_postponed() {
    provider.mood = provider::hang;
    assertInstanceOf(Delivery.Postponed.class, channel.send(message()));
    assertEquals(1, provider.requests.size());
  }

  @Test
  void nobody_there_is_postponed() {
    provider.close();
    assertInstanceOf(Delivery.Postponed.class, channel.send(message()));
  }

  private void says(int status, String error) {
    provider.mood =
        exchange -> {
          exchange.getResponseHeaders().add("X-Amzn-ErrorType", error);
          ProviderServer.say(exchange, status, "{\"message\":\"no\"}");
        };
  }

  private static Message message() {
    return Samples.message(new Audience.Operators());
  }
}
