package io.hotswap.testkit;

import io.hotswap.spi.Call;
import io.hotswap.spi.CallRejected;
import io.hotswap.spi.Plugin;
import io.hotswap.spi.PluginCallFailed;
import io.hotswap.spi.PluginCallFailed.Reason;
import io.hotswap.spi.PluginRequest;
import io.hotswap.spi.Reply;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Stands in for the plugins that a plugin calls: each is a [Plugin], often a lambda. What one
/// throws arrives as on a node; a [PluginCallFailed] of its own making arrives as it is.
public final class TestPlugins {
  public static final TestPlugins NONE = new TestPlugins(Map.of(), Optional.empty());

  private final Map<String, Plugin> byName;
  private final Optional<Set<String>> permitted;

  private TestPlugins(Map<String, Plugin> byName, Optional<Set<String>> permitted) {
    this.byName = Map.copyOf(byName);
    this.permitted = permitted;
  }

  /// The same, and this one.
  public TestPlugins with(String name, Plugin plugin) {
    Map<String, Plugin> all = new HashMap<>(byName);
    all.put(name, plugin);
    return new TestPlugins(all, permitted);
  }

  /// The same, for a manifest that lists these.
  TestPlugins permitted(Collection<String> names) {
    return new TestPlugins(byName, Optional.of(Set.copyOf(names)));
  }

  Reply call(Call within, PluginRequest request) {
    if (permitted.isPresent() && !permitted.get().contains(request.plugin())) {
      throw failed(
          Reason.REFUSED, "permissions.calls of the manifest does not list " + request.plugin());
    }
    var plugin = byName.get(request.plugin());
    if (plugin == null) {
      throw failed(
          Reason.UNAVAILABLE,
          request.plugin() + " is not deployed; TestPlugins.with lets one stand in for it");
    }
    try {
      return plugin.handle(asked(within, request));
    } catch (PluginCallFailed failed) {
      throw failed;
    } catch (CallRejected rejected) {
      throw new PluginCallFailed(
          Reason.REJECTED, rejected.pointer(), String.valueOf(rejected.getMessage()));
    } catch (InterruptedException late) {
      Thread.currentThread().interrupt();
      throw failed(Reason.TIMED_OUT, request.plugin() + " did not reply before the deadline");
    } catch (Exception thrown) {
      var failed = failed(Reason.FAILED, request.plugin() + " failed");
      failed.initCause(thrown);
      throw failed;
    }
  }

  private static PluginCallFailed failed(Reason reason, String message) {
    return new PluginCallFailed(reason, "", message);
  }

  private static TestCall asked(Call within, PluginRequest request) {
    return new TestCall(
        request.operation(),
        within.tenant(),
        request.contentType(),
        request.body(),
        TestConfiguration.EMPTY,
        within.traceparent(),
        within.deadline());
  }
}
