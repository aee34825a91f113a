package io.hotswap.notifications;

import io.hotswap.domain.notification.Channel;
import io.hotswap.domain.notification.Delivering;
import io.hotswap.domain.notification.DeliveryTimes;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.DynamoOutbox;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/// Beans of the notification function, from its environment variables.
final class NotificationBeans implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NotificationBeans.class);
  private static final Duration ATTEMPT = Duration.ofSeconds(5);
  private static final Duration SECRET = Duration.ofSeconds(3);

  private final StageAddress address;
  private final List<SdkAutoCloseable> clients = new ArrayList<>();
  private final DynamoDbClient dynamo;
  private final Delivering delivering;

  NotificationBeans(Map<String, String> environment, Clock clock) {
    address = StageAddress.from(environment);
    var channels = channels(environment, clock);
    dynamo = Aws.dynamo();
    clients.add(dynamo);
    delivering =
        new Delivering(
            new DynamoOutbox(dynamo, new Tables(environment)),
            channels,
            DeliveryTimes.DEFAULT,
            clock,
            then -> pause(Duration.between(clock.instant(), then)));
  }

  String stage() {
    return address.stage();
  }

  Delivering delivering() {
    return delivering;
  }

  private List<Channel> channels(Map<String, String> environment, Clock clock) {
    List<Channel> channels = new ArrayList<>();
    MailConfig.from(environment).ifPresent(it -> channels.add(logged(mail(it))));
    SlackConfig.from(environment).ifPresent(it -> channels.add(logged(slack(it, clock))));
    if (channels.isEmpty()) {
      LOG.warn(
          "Neither HOTSWAP_MAIL_FROM nor HOTSWAP_SLACK_WEBHOOK_SECRET: no notifications are sent");
    }
    return channels;
  }

  private SesChannel mail(MailConfig config) {
    var ses =
        SesV2Client.builder().httpClient(Aws.http()).overrideConfiguration(once(ATTEMPT)).build();
    clients.add(ses);
    return new SesChannel(ses, config, address);
  }

  private SlackChannel slack(SlackConfig config, Clock clock) {
    var secrets =
        SecretsManagerClient.builder()
            .httpClient(Aws.http())
            .overrideConfiguration(once(SECRET))
            .build();
    clients.add(secrets);
    var webhook = new SlackWebhook(secrets, config, clock);
    return new SlackChannel(webhook, address, SlackChannel.PATIENCE);
  }

  private static Channel logged(Channel channel) {
    return new LoggedChannel(channel);
  }

  /// No retries by the SDK: the outbox schedules them.
  static ClientOverrideConfiguration once(Duration attempt) {
    return ClientOverrideConfiguration.builder()
        .apiCallTimeout(attempt)
        .retryStrategy(AwsRetryStrategy.doNotRetry())
        .build();
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted between two attempts", e);
    }
  }

  @Override
  public void close() {
    clients.forEach(SdkAutoCloseable::close);
  }
}
