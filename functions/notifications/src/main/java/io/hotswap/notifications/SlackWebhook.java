package io.hotswap.notifications;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// The incoming webhook's URL, a secret: it allows writing to the channel. Read on use, so that no
/// snapshot of the process holds it and a replaced one takes effect.
final class SlackWebhook {
  private static final Duration KEEP = Duration.ofMinutes(5);
  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost");

  private final SecretsManagerClient secrets;
  private final SlackConfig config;
  private final InstantSource clock;
  private @Nullable Known known;

  SlackWebhook(SecretsManagerClient secrets, SlackConfig config, InstantSource clock) {
    this.secrets = secrets;
    this.config = config;
    this.clock = clock;
  }

  private record Known(URI url, Instant until) {}

  /// The URL could not be read; the message gives the reason, without the URL.
  static final class Unknown extends Exception {
    private static final long serialVersionUID = 1;

    private final String why;

    Unknown(String why) {
      super(why);
      this.why = why;
    }

    String why() {
      return why;
    }
  }

  URI url() throws Unknown {
    var now = clock.instant();
    if (known == null || !now.isBefore(known.until())) {
      known = new Known(checked(secret()), now.plus(KEEP));
    }
    return known.url();
  }

  /// Drops the cached URL, which may have been replaced.
  void forget() {
    known = null;
  }

  private String secret() throws Unknown {
    try {
      var secret = secrets.getSecretValue(it -> it.secretId(config.secret())).secretString();
      return Optional.ofNullable(secret).orElse("").strip();
    } catch (SdkException e) {
      throw new Unknown("The webhook's secret cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private static URI checked(String secret) throws Unknown {
    try {
      var url = new URI(secret);
      boolean here = "http".equals(url.getScheme()) && THIS_MACHINE.contains(url.getHost());
      if (url.getHost() != null && (here || "https".equals(url.getScheme()))) {
        return url;
      }
    } catch (URISyntaxException e) {
      // The exception's message would reveal the secret.
      throw new Unknown("The webhook's secret must hold an https URL, and holds no URL");
    }
    throw new Unknown("The webhook's secret must hold an https URL");
  }
}
