package io.hotswap.runtime.scope;

import java.sql.Driver;
import java.sql.DriverManager;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/// The drivers that a plugin's jars name as services. `DriverManager` looks for services once in a
/// JVM's life, with the context class loader of whoever comes first: so each version's are loaded
/// before it starts. They register themselves, and are found by the code of their own class loader.
public final class JdbcDrivers {
  private static final String SERVICES = "META-INF/services/java.sql.Driver";
  private static final int MOST_COMPLAINTS = 100;

  private JdbcDrivers() {}

  /// On the thread that starts the version: static initializers are the plugin's code.
  ///
  /// @param unusable takes what is wrong with a driver that cannot be loaded: nobody may need it
  public static void load(ClassLoader loader, Consumer<String> unusable) {
    if (loader.getResource(SERVICES) == null) {
      return;
    }
    Initialized.byNobody();
    var drivers = ServiceLoader.load(Driver.class, loader).iterator();
    int complaints = 0;
    boolean more = true;
    // The service loader leaves out a provider that it has complained of; but a list of names that
    // cannot be read it complains of for ever.
    while (more && complaints < MOST_COMPLAINTS) {
      try {
        more = drivers.hasNext();
        if (more) {
          drivers.next();
        }
      } catch (ServiceConfigurationError e) {
        complaints++;
        unusable.accept(words(e));
      }
    }
  }

  private static String words(ServiceConfigurationError e) {
    var cause = e.getCause() == null ? "" : " (" + e.getCause().getClass().getName() + ")";
    return e.getMessage() + cause;
  }

  /// What `DriverManager` does once, done with a class loader that finds no driver.
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

    static void byNobody() {}
  }
}
