package io.hotswap.notifications;

import io.hotswap.domain.notification.Channel;
import io.hotswap.domain.notification.Message;
import io.hotswap.serialization.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Sends to Slack by an incoming webhook, to the channel of that webhook.
final class SlackChannel implements Channel {
  static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final int MAX_REASON_LENGTH = 200;

  private final SlackWebhook webhook;
  private final StageAddress from;
  private final Duration patience;
  private final HttpClient http;

  /// @param patience timeout of the whole exchange
  SlackChannel(SlackWebhook webhook, StageAddress from, Duration patience) {
    this.webhook = webhook;
    this.from = from;
    this.patience = patience;
    this.http =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();
  }

  @Override
  public String name() {
    return "slack";
  }

  @Override
  public Delivery send(Message message) {
    try {
      return delivery(answer(webhook.url(), message));
    } catch (SlackWebhook.Unknown e) {
      return postponed(e.why());
    } catch (TimeoutException e) {
      return postponed("no answer within " + patience.toMillis() + " ms");
    } catch (ExecutionException e) {
      var cause = Objects.requireNonNullElse(e.getCause(), e);
      return postponed("no connection: " + cause.getClass().getSimpleName());
    }
  }

  private HttpResponse<String> answer(URI url, Message message)
      throws TimeoutException, ExecutionException {
    var request =
        HttpRequest.newBuilder(url)
            .timeout(patience)
            .header("Content-Type", "application/json; charset=utf-8")
            .header(RenderedMessage.ID_HEADER, message.id().toString())
            .header("Idempotency-Key", message.id().toString())
            .POST(BodyPublishers.ofString(Json.write(Map.of("text", text(message)))))
            .build();
    // The request's own timeout only covers the response headers.
    var answer = http.sendAsync(request, BodyHandlers.ofString());
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for Slack", e);
    } finally {
      answer.cancel(true);
    }
  }

  private Delivery delivery(HttpResponse<String> answer) {
    int status = answer.statusCode();
    if (status / 100 == 2) {
      return new Delivery.Delivered();
    }
    var body = answer.body().strip();
    var why = status + " " + body.substring(0, Math.min(body.length(), MAX_REASON_LENGTH));
    if (status == 400) {
      return new Delivery.Rejected(why);
    }
    // A refused webhook may have been replaced, so its URL is read again.
    webhook.forget();
    return new Delivery.Postponed(why, after(answer));
  }

  private static Delivery postponed(String why) {
    return new Delivery.Postponed(why, Optional.empty());
  }

  private static Optional<Duration> after(HttpResponse<String> answer) {
    return answer
        .headers()
        .firstValue("Retry-After")
        .filter(it -> it.matches("\\d{1,9}"))
        .map(it -> Duration.ofSeconds(Long.parseLong(it)));
  }

  private String text(Message message) {
    var renderedMessage = RenderedMessage.of(message, from);
    return "*%s*\n%s\n_%s_"
        .formatted(
            escaped(renderedMessage.subject()),
            escaped(renderedMessage.text()),
            escaped(renderedMessage.footer()));
  }

  /// Required by Slack: otherwise a reason that somebody wrote could mention the whole channel.
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
