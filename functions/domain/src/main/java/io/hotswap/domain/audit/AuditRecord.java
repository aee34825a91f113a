package io.hotswap.domain.audit;

import io.hotswap.domain.text.BoundedText;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// One change of state, written in the transaction that makes it.
///
/// @param action operation or step name: `registerPlugin`, `SwitchTraffic`
/// @param before the fields that changed, as they were; empty for something new
/// @param after the same fields as they are now; empty for something deleted
public record AuditRecord(
    UUID id,
    AuditSubject subject,
    Instant at,
    String action,
    Origin origin,
    Map<String, String> before,
    Map<String, String> after) {
  public AuditRecord {
    before = bounded(before);
    after = bounded(after);
  }

  private static Map<String, String> bounded(Map<String, String> facts) {
    return facts.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                Map.Entry::getKey, it -> BoundedText.sentence(it.getValue())));
  }
}
