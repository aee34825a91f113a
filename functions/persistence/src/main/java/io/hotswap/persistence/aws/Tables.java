package io.hotswap.persistence.aws;

import io.hotswap.domain.ids.Environment;
import java.util.Map;

/// The names of the tables, the bucket and the queue; a process configures only those it may
/// access.
public record Tables(Map<String, String> environment) {
  private static final String EACH = "{environment}";

  public Tables {
    environment = Map.copyOf(environment);
  }

  public String plugins() {
    return required("HOTSWAP_PLUGINS_TABLE");
  }

  public String deployments() {
    return required("HOTSWAP_DEPLOYMENTS_TABLE");
  }

  public String routing() {
    return required("HOTSWAP_ROUTING_TABLE");
  }

  /// Of tenants' settings.
  public String tenants() {
    return required("HOTSWAP_TENANTS_TABLE");
  }

  /// Each environment's nodes write to a table of their own. A node names its own; the control
  /// plane has `{environment}` in the name.
  public String nodes(Environment environment) {
    return required("HOTSWAP_NODES_TABLE").replace(EACH, environment.name());
  }

  public String audit() {
    return required("HOTSWAP_AUDIT_TABLE");
  }

  public String idempotency() {
    return required("HOTSWAP_IDEMPOTENCY_TABLE");
  }

  public String outbox() {
    return required("HOTSWAP_OUTBOX_TABLE");
  }

  /// The bucket of binaries, uploads, routing documents and tenant samples.
  public String bucket() {
    return required("HOTSWAP_BUCKET");
  }

  /// The URL of the queue that nodes report anomalies to.
  public String anomalies() {
    return required("HOTSWAP_ANOMALIES_QUEUE_URL");
  }

  /// The name of the queue that an environment's nodes report anomalies to, as its messages say it.
  public String anomalies(Environment environment) {
    return required("HOTSWAP_ANOMALIES_QUEUE").replace(EACH, environment.name());
  }

  private String required(String name) {
    var value = environment.getOrDefault(name, "");
    if (value.isBlank()) {
      throw new IllegalStateException(
          name + " must be set: template.yaml passes it to every function that needs it");
    }
    return value;
  }
}
