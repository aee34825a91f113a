package io.hotswap.domain.lifecycle.operations;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.lifecycle.Deprecation;
import io.hotswap.domain.lifecycle.DeprecationTask;
import io.hotswap.domain.lifecycle.EndOfLifeAction;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.notification.Message.Audience;
import io.hotswap.domain.notification.Message.Kind;
import io.hotswap.domain.tenant.directory.RegisteredTenant;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;

final class DeprecationMessages {
  private DeprecationMessages() {}

  /// To a tenant's contacts. The id is derived from the deprecation: a tenant is told of each once,
  /// and of its end once more.
  ///
  /// @param where the environments in which the version serves it
  /// @param usual what becomes of tenants at the end where the deprecation does not say it
  static Message of(
      RegisteredTenant tenant,
      Collection<Environment> where,
      String plugin,
      DeprecationTask task,
      Deprecation deprecation,
      EndOfLifeAction usual,
      Instant now) {
    var name =
        "%s#%s#%s#%s#%s"
            .formatted(
                deprecation.reminded().isPresent() ? "ENDING" : "DEPRECATED",
                task.pluginId(),
                task.version(),
                deprecation.since(),
                tenant.id());
    return new Message(
        UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
        Kind.VersionDeprecated,
        new Audience.TenantContacts(tenant.id(), tenant.addresses()),
        subject(tenant.id(), plugin, task, deprecation),
        text(tenant.id(), where, plugin, task, deprecation, usual),
        "",
        now);
  }

  private static String subject(
      String tenant, String plugin, DeprecationTask task, Deprecation deprecation) {
    return deprecation.reminded().isPresent()
        ? "%s %s, which still serves %s, ends at %s"
            .formatted(plugin, task.version(), tenant, deprecation.endOfLife().orElseThrow())
        : "%s %s, which serves %s, is deprecated".formatted(plugin, task.version(), tenant);
  }

  private static String text(
      String tenant,
      Collection<Environment> where,
      String plugin,
      DeprecationTask task,
      Deprecation deprecation,
      EndOfLifeAction usual) {
    var action = deprecation.onEndOfLife().orElse(usual);
    var end = deprecation.endOfLife().map(it -> " " + action.announcement(deprecation.successor()));
    var environments = where.stream().map(Environment::name).collect(Collectors.joining(", "));
    return """
    %s%s
    It serves tenant %s in: %s.
    Where the tenant is pinned to it, pin it to another version, or end the pin:
    PUT or DELETE /api/v1/tenants/%s/plugins/%s/version?environment=
    """
        .formatted(
            deprecation.warning(plugin + " " + task.version()),
            end.orElse(""),
            tenant,
            environments,
            tenant,
            plugin);
  }
}
