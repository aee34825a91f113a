package io.hotswap.domain.tenant;

import io.hotswap.domain.notification.Message;
import io.hotswap.domain.notification.Message.Audience;
import io.hotswap.domain.notification.Message.Kind;
import io.hotswap.domain.refusal.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

final class PinMessages {
  private static final int NAMED = 5;

  private PinMessages() {}

  static List<Message> ending(
      TenantPluginId id, Pin pin, String plugin, List<String> contacts, Instant now) {
    return messages("PIN", "ends", id, pin, plugin, contacts, text(id, pin, plugin), now);
  }

  /// That an expired pin stays, because the tenant's configuration does not fit what it would move
  /// to.
  static List<Message> kept(
      TenantPluginId id, Pin pin, String plugin, List<String> contacts, Refusal why, Instant now) {
    var text = stays(id, pin, plugin, why);
    return messages("KEPT", "has expired and stays", id, pin, plugin, contacts, text, now);
  }

  /// To the operators, and to the tenant's contacts if it has any. The ids are derived from the
  /// pin: each of this is told once.
  private static List<Message> messages(
      String what,
      String happens,
      TenantPluginId id,
      Pin pin,
      String plugin,
      List<String> contacts,
      String text,
      Instant now) {
    var subject =
        "The pin of %s to %s %s in %s %s"
            .formatted(id.tenant(), plugin, pin.version().version(), id.environment(), happens);
    var name = "%s#%s#%s#%s".formatted(what, id, pin.since(), pin.expiresAt().orElseThrow());
    // Reasons are for the platform's own people.
    var reason = "Why it was pinned: " + pin.reason() + "\n";
    var operators = message(name, subject, new Audience.Operators(), text + reason, now);
    return contacts.isEmpty()
        ? List.of(operators)
        : List.of(
            operators,
            message(name, subject, new Audience.TenantContacts(id.tenant(), contacts), text, now));
  }

  private static Message message(
      String name, String subject, Audience to, String text, Instant now) {
    var unique = name + "#" + to.getClass().getSimpleName();
    return new Message(
        UUID.nameUUIDFromBytes(unique.getBytes(StandardCharsets.UTF_8)),
        Kind.PinEnding,
        to,
        subject,
        text,
        "",
        now);
  }

  private static String stays(TenantPluginId id, Pin pin, String plugin, Refusal why) {
    var misfits =
        why.errors().stream()
            .map(it -> "- " + it.expected() + "\n")
            .limit(NAMED)
            .collect(Collectors.joining());
    return """
    The pin of tenant %s to %s %s in %s expired at %s, and stays: %s
    %sChange the configuration to one that fits; then the tenant moves within a minute.
    PUT /api/v1/tenants/%s/plugins/%s/config?environment=%s
    """
        .formatted(
            id.tenant(),
            plugin,
            pin.version().version(),
            id.environment(),
            pin.expiresAt().orElseThrow(),
            why.detail(),
            misfits,
            id.tenant(),
            plugin,
            id.environment());
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
