package io.hotswap.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hotswap.spi.Call;
import io.hotswap.spi.Configuration;
import io.hotswap.spi.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A call for unit tests: by default of tenant `acme`, without configuration, with 30 s left.
// As in Reply: the bytes are not copied.
@SuppressWarnings("ArrayRecordComponent")
public record TestCall(
    String operation,
    String tenant,
    String contentType,
    byte[] body,
    Configuration configuration,
    String traceparent,
    Instant deadline)
    implements Call {

  static final String TENANT = "acme";

  private static final String TRACEPARENT =
      "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  /// A call with these bytes as body.
  public static TestCall of(String operation, String contentType, byte[] body) {
    return new TestCall(
        operation,
        TENANT,
        contentType,
        body,
        TestConfiguration.EMPTY,
        TRACEPARENT,
        Instant.now().plusSeconds(30));
  }

  /// A call with this text as body, in UTF-8.
  public static TestCall of(String operation, String contentType, String body) {
    return of(operation, contentType, body.getBytes(UTF_8));
  }

  /// The same call by another tenant.
  public TestCall by(String otherTenant) {
    return new TestCall(
        operation, otherTenant, contentType, body, configuration, traceparent, deadline);
  }

  /// The same call with this JSON object as configuration.
  public TestCall configured(String json) {
    return new TestCall(
        operation, tenant, contentType, body, TestConfiguration.of(json), traceparent, deadline);
  }

  /// The same call with this value of a secret beside its configuration.
  public TestCall withSecret(String property, String value) {
    return withSecret(property, new TestSecret(value, Optional.empty()));
  }

  /// The same call with a secret beside its configuration whose value before is still good.
  public TestCall withSecret(String property, String value, String previous) {
    return withSecret(property, new TestSecret(value, Optional.of(previous)));
  }

  private TestCall withSecret(String property, Secret secret) {
    return new TestCall(
        operation,
        tenant,
        contentType,
        body,
        new TestSecrets(configuration, property, secret),
        traceparent,
        deadline);
  }

  /// The same call with this time limit from now on.
  public TestCall within(Duration time) {
    return new TestCall(
        operation, tenant, contentType, body, configuration, traceparent, Instant.now().plus(time));
  }
}
