package io.hotswap.runtime.scope;

import java.sql.Driver;
import java.sql.DriverManager;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/// Loads the drivers that a plugin's jars name as services. `DriverManager` searches for services
/// once in a JVM's life, with the context class loader of the first caller: so each version's
/// drivers are loaded before it starts. They register themselves, and are visible to the code of
/// their own class loader.
public final class JdbcDrivers {
  private static final String SERVICES = "META-INF/services/java.sql.Driver";
  private static final int MOST_COMPLAINTS = 100;

  private JdbcDrivers() {}

  /// Runs on the thread that starts the version: static initializers are plugin code.
  ///
  /// @param unusable takes the reason for each driver that cannot be loaded, which may not matter
  public static void load(ClassLoader loader, Consumer<String> unusable) {
    if (loader.getResource(SERVICES) == null) {
      return;
    }
    Initialized.withoutDrivers();
    var drivers = ServiceLoader.load(Driver.class, loader).iterator();
    int complaints = 0;
    boolean more = true;
    // The service loader skips a provider that it has reported, but reports an unreadable service
    // file for ever.
    while (more && complaints < MOST_COMPLAINTS) {
      try {
        more = drivers.hasNext();
        if (more) {
          drivers.next();
        }
      } catch (ServiceConfigurationError e) {
        complaints++;
        unusable.accept(message(e));
      }
    }
  }

  private static String message(ServiceConfigurationError e) {
    var cause = e.getCause() == null ? "" : " (" + e.getCause().getClass().getName() + ")";
    return e.getMessage() + cause;
  }

  /// Runs the one search of `DriverManager` with a class loader that has no drivers.
  private static final class Initialized {
    static {
      var thread = Thread.currentThread();
      var before = thread.getContextClassLoader();
      thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
      try {
        DriverManager.drivers().close();
      } finally {
        thread.setContextClassLoader(before);
      }
    }

    static void withoutDrivers() {}
  }
}
