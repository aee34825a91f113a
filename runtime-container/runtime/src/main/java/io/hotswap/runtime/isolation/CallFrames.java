package io.hotswap.runtime.isolation;

import io.hotswap.runtime.isolation.wire.Frame;
import io.hotswap.runtime.plugin.ThrowableText;
import io.hotswap.runtime.plugin.WorkerException;
import io.hotswap.runtime.secrets.SecretConfiguration;
import io.hotswap.spi.Call;
import io.hotswap.spi.Configuration;
import io.hotswap.spi.Secret;
import java.util.List;

/// What a worker process is sent of calls and configurations, and what it answers of failures.
final class CallFrames {
  private CallFrames() {}

  static Frame.Call call(long id, Call call) {
    return new Frame.Call(
        id,
        call.operation(),
        call.tenant(),
        call.contentType(),
        call.traceparent(),
        call.tracestate(),
        call.deadline(),
        call.configuration().json(),
        secrets(call.configuration()),
        call.body());
  }

  static Frame.Configure configuration(long id, String tenant, Configuration configuration) {
    return new Frame.Configure(id, tenant, configuration.json(), secrets(configuration));
  }

  /// Read before each call, as the process can read none.
  private static List<Frame.SecretValue> secrets(Configuration configuration) {
    return configuration instanceof SecretConfiguration it
        ? it.secrets().entrySet().stream()
            .map(each -> secret(each.getKey(), each.getValue()))
            .toList()
        : List.of();
  }

  private static Frame.SecretValue secret(String field, Secret secret) {
    try {
      return new Frame.SecretValue(field, secret.reveal(), secret.previous().orElse(""));
    } catch (IllegalStateException unreadable) {
      // The plugin is told when it asks for it.
      return new Frame.SecretValue(field, "", "");
    }
  }

  static WorkerException thrown(Frame.Failed failed) {
    return new WorkerException(
        new ThrowableText(failed.type(), failed.message(), failed.stackTrace()));
  }
}
