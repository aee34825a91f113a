package io.hotswap.runtime.unloading;

import io.hotswap.runtime.heap.HeapAccess;
import io.hotswap.runtime.heap.LoaderReferences;
import io.hotswap.runtime.heap.ReferenceLayouts;
import io.hotswap.runtime.heap.UnsafeFieldReader;
import io.hotswap.runtime.leakdetection.ClassValues;
import io.hotswap.runtime.leakdetection.FieldPaths;
import io.hotswap.runtime.plugin.PluginText;
import java.beans.Introspector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/// Clears what a plugin left behind in the platform, where that runs none of its code and changes
/// nothing for others. Everything else is only reported.
public final class PlatformCleanup {
  private static final String DRIVERS = "java.sql.DriverManager";
  private static final int MOST_REPORTED = 20;

  private final ClassLoader loader;
  private final LoaderReferences loaderReferences;
  private final List<String> cleared = new ArrayList<>();

  private PlatformCleanup(ClassLoader loader) {
    this.loader = loader;
    this.loaderReferences = new LoaderReferences(List.of(loader));
  }

  /// @return descriptions of what the plugin should have removed itself
  public static List<String> after(ClassLoader loader) {
    var clearing = new PlatformCleanup(loader);
    clearing.handlers();
    HeapAccess.ofThisProcess().ifPresent(clearing::clearByHeapAccess);
    // Caches: filling them is no fault of the plugin.
    ResourceBundle.clearCache(loader);
    return clearing.cleared.stream().limit(MOST_REPORTED).toList();
  }

  private void handlers() {
    var manager = LogManager.getLogManager();
    manager
        .getLoggerNames()
        .asIterator()
        .forEachRemaining(
            name ->
                Optional.ofNullable(manager.getLogger(name))
                    .filter(PlatformCleanup::isPlatformOwned)
                    .ifPresent(this::handlers));
  }

  // The methods of any other subclass may be plugin code.
  private static boolean isPlatformOwned(Logger logger) {
    return logger.getClass().getClassLoader() == null;
  }

  private void handlers(Logger logger) {
    Arrays.stream(logger.getHandlers())
        .filter(this::isPluginOwned)
        .forEach(it -> remove(logger, it));
  }

  private void remove(Logger logger, Handler handler) {
    logger.removeHandler(handler);
    cleared.add(
        "logging handler %s of logger \"%s\""
            .formatted(
                PluginText.NAME.of(handler.getClass().getName()),
                PluginText.NAME.of(logger.getName())));
  }

  private void clearByHeapAccess(HeapAccess heap) {
    registries();
    if (heap.uses(loader, ClassValue.class)) {
      classValues(heap);
    }
  }

  private void classValues(HeapAccess heap) {
    var values = new ClassValues(this::isPluginOwned);
    ClassValues.field()
        .map(UnsafeFieldReader::offset)
        .ifPresent(
            offset -> {
              ClassValues.PRIMITIVES.forEach(type -> values.removeFrom(type, offset));
              for (var type : heap.classes()) {
                if (loaderReferences.ofClass(type).isEmpty()) {
                  values.removeFrom(type, offset);
                }
              }
            });
    values.summary().ifPresent(cleared::add);
  }

  private void registries() {
    initialized(DRIVERS).ifPresent(this::drivers);
    initialized("java.beans.Introspector").ifPresent(it -> Introspector.flushCaches());
  }

  // An unused class needs no clearing, and some nodes run without it.
  private static Optional<Class<?>> initialized(String name) {
    try {
      Class<?> type = Class.forName(name, false, ClassLoader.getPlatformClassLoader());
      return Optional.<Class<?>>of(type).filter(UnsafeFieldReader::isInitialized);
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }

  private void drivers(Class<?> manager) {
    ReferenceLayouts.statics(manager)
        .filter(it -> it.getName().equals("registeredDrivers"))
        .map(it -> UnsafeFieldReader.field(manager, it))
        .filter(Collection.class::isInstance)
        .forEach(it -> ((Collection<?>) it).removeIf(this::isPluginDriver));
  }

  private boolean isPluginDriver(Object registration) {
    var driver = FieldPaths.value(registration, "driver");
    if (driver == null || !isPluginOwned(driver)) {
      return false;
    }
    cleared.add("JDBC driver " + PluginText.NAME.of(driver.getClass().getName()));
    return true;
  }

  private boolean isPluginOwned(Object object) {
    return loaderReferences.of(object).filter(loader::equals).isPresent();
  }
}
