package io.hotswap.domain.tenant;

import io.hotswap.domain.notification.Message;
import io.hotswap.domain.notification.Message.Audience;
import io.hotswap.domain.notification.Message.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

final class PinMessages {
  private PinMessages() {}

  /// To the operators, and to the tenant's contacts if it has any. The ids are derived from the
  /// pin: its end is announced once.
  static List<Message> ending(
      TenantPluginId id, Pin pin, String plugin, List<String> contacts, Instant now) {
    var text = text(id, pin, plugin);
    // Reasons are for the platform's own people.
    var reason = "Why it was pinned: " + pin.reason() + "\n";
    var operators = message(id, pin, plugin, new Audience.Operators(), text + reason, now);
    return contacts.isEmpty()
        ? List.of(operators)
        : List.of(
            operators,
            message(
                id, pin, plugin, new Audience.TenantContacts(id.tenant(), contacts), text, now));
  }

  private static Message message(
      TenantPluginId id, Pin pin, String plugin, Audience to, String text, Instant now) {
    var kind = to.getClass().getSimpleName();
    var name = "PIN#%s#%s#%s#%s".formatted(id, pin.since(), pin.expiresAt().orElseThrow(), kind);
    var subject =
        "The pin of %s to %s %s in %s ends"
            .formatted(id.tenant(), plugin, pin.version().version(), id.environment());
    return new Message(
        UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
        Kind.PinEnding,
        to,
        subject,
        text,
        "",
        now);
  }

  private static String text(TenantPluginId id, Pin pin, String plugin) {
    return """
    Tenant %s is pinned to %s %s in %s until %s.
    Then it moves with the deployments again. To keep it, pin it anew:
    PUT /api/v1/tenants/%s/plugins/%s/version?environment=%s
    """
        .formatted(
            id.tenant(),
            plugin,
            pin.version().version(),
            id.environment(),
            pin.expiresAt().orElseThrow(),
            id.tenant(),
            plugin,
            id.environment());
  }
}
