package io.hotswap.runtime.isolation.worker;

import io.hotswap.runtime.isolation.wire.Frame.SecretValue;
import io.hotswap.runtime.secrets.SecretConfiguration;
import io.hotswap.spi.Configuration;
import io.hotswap.spi.Secret;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The secrets' values that the latest frames brought, so that a handle of an earlier call has them
/// too.
final class WorkerSecrets {
  private static final int MOST = 256;

  private final Map<String, Map<String, SecretValue>> latest =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, SecretValue>> eldest) {
          return size() > MOST;
        }
      };

  /// A tenant's configuration with its secrets.
  synchronized Configuration with(Configuration plain, String tenant, List<SecretValue> brought) {
    if (brought.isEmpty()) {
      latest.remove(tenant);
      return plain;
    }
    Map<String, SecretValue> values = new HashMap<>();
    Map<String, Secret> handles = new HashMap<>();
    for (var secret : brought) {
      values.put(secret.field(), secret);
      handles.put(secret.field(), new Handle(this, tenant, secret.field()));
    }
    latest.put(tenant, values);
    return new SecretConfiguration(plain, handles);
  }

  private synchronized Optional<SecretValue> find(String tenant, String field) {
    return Optional.ofNullable(latest.get(tenant))
        .flatMap(it -> Optional.ofNullable(it.get(field)));
  }

  private record Handle(WorkerSecrets secrets, String tenant, String field) implements Secret {
    @Override
    public String reveal() {
      return secrets
          .find(tenant, field)
          .map(SecretValue::value)
          .filter(it -> !it.isEmpty())
          .orElseThrow(() -> new IllegalStateException("secret " + field + " cannot be read now"));
    }

    @Override
    public Optional<String> previous() {
      return secrets.find(tenant, field).map(SecretValue::previous).filter(it -> !it.isEmpty());
    }

    @Override
    public String toString() {
      return "Secret[" + field + "]";
    }
  }
}
