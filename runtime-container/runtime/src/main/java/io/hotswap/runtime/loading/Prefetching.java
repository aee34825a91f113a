package io.hotswap.runtime.loading;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Defines classes ahead of need, beside the thread that makes and starts a version: those that the
/// plugin needed whenever it was loaded before. The last first, so that the two meet in the middle
/// and do not wait for each other all along. No code of the plugin runs here: a class is
/// initialized where it is used.
final class Prefetching {
  private static final Logger LOG = LoggerFactory.getLogger(Prefetching.class);
  private static final int MOST_PLUGINS = 256;
  // For fewer classes a thread is not worth its while.
  private static final int FEWEST = 8;

  private final int most;
  private final Map<String, NeededClasses> plugins =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, NeededClasses> eldest) {
          return size() > MOST_PLUGINS;
        }
      };

  /// @param most classes that are remembered of a plugin
  Prefetching(int most) {
    this.most = most;
  }

  synchronized NeededClasses of(String pluginName) {
    return plugins.computeIfAbsent(pluginName, name -> new NeededClasses(most));
  }

  static void begin(PluginClassLoader loader, NeededClasses classes) {
    var names = classes.lastFirst();
    if (names.size() >= FEWEST) {
      Thread.ofPlatform()
          .name("prefetch-" + loader.getName())
          .daemon()
          .inheritInheritableThreadLocals(false)
          .start(() -> define(names, loader, classes));
    }
  }

  private static void define(List<String> names, PluginClassLoader loader, NeededClasses classes) {
    for (var name : names) {
      try {
        if (loader.has(name)) {
          loader.loadClass(name);
        } else {
          classes.forget(name);
        }
      } catch (LinkageError e) {
        // Whoever needs the class meets the same fault, and can tell of it.
        LOG.debug("{} of {} cannot be defined ahead", name, loader.getName(), e);
      } catch (ClassNotFoundException closed) {
        return;
      }
    }
  }
}
