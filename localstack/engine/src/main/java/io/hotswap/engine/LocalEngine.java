package io.hotswap.engine;

import java.net.URI;
import java.util.Map;

/// A real engine that plays AWS for tests. The embedded one by default; LocalStack in a container
/// with `-Dhotswap.engine=localstack` (`./mvnw verify -Plocalstack`).
public interface LocalEngine extends AutoCloseable {
  URI endpoint();

  @Override
  void close();

  /// One engine for all tests of this JVM, started at the first call. The SDK's default chain
  /// points to it: `aws.endpointUrl`, region and credentials are set as system properties.
  static LocalEngine shared() {
    return Shared.ENGINE;
  }

  /// An engine of one's own.
  ///
  /// @param environment further variables for it, such as `SFN_MOCK_CONFIG`
  static LocalEngine start(Map<String, String> environment) {
    return "localstack".equals(System.getProperty("hotswap.engine"))
        ? LocalStackEngine.started(environment)
        : EmbeddedEngine.started(environment);
  }

  /// New tables and a new bucket under a name nobody else has.
  default LocalStage freshStage() {
    return LocalStage.created(endpoint());
  }
}
