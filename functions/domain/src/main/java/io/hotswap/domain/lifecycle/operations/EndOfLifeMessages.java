package io.hotswap.domain.lifecycle.operations;

import io.hotswap.domain.lifecycle.Deprecation;
import io.hotswap.domain.lifecycle.EndOfLifeAction;
import io.hotswap.domain.lifecycle.VersionLifecycle;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.notification.Message.Audience;
import io.hotswap.domain.notification.Message.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

final class EndOfLifeMessages {
  private EndOfLifeMessages() {}

  /// To the operators. The id is derived from what is told: each of it is told once.
  ///
  /// @param done by environment; empty where the version serves nowhere
  static Message of(
      String plugin,
      VersionLifecycle it,
      Deprecation deprecation,
      EndOfLifeAction action,
      List<String> done,
      Instant now) {
    var what = done.isEmpty() ? List.of("It serves nowhere.") : done;
    var name =
        "ENDOFLIFE#%s#%s#%s#%s".formatted(it.pluginId(), it.version(), deprecation.since(), what);
    var text =
        """
        The life of %s %s ended at %s (%s).
        %s
        """
            .formatted(
                plugin,
                it.version(),
                deprecation.endOfLife().orElseThrow(),
                action,
                String.join("\n", what));
    return new Message(
        UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
        Kind.EndOfLife,
        new Audience.Operators(),
        "The life of %s %s has ended".formatted(plugin, it.version()),
        text,
        "",
        now);
  }
}
