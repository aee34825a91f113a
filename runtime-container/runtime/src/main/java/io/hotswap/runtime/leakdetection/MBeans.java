package io.hotswap.runtime.leakdetection;

import java.util.List;
import java.util.Optional;
import javax.management.ObjectName;

/// Entries of the platform's MBean server.
final class MBeans {
  private static final String REGISTRATION = "com.sun.jmx.mbeanserver.NamedObject";
  private static final List<String> PLATFORM = List.of("java.", "jdk.", "com.sun.", "JMI");

  private MBeans() {}

  /// The name of a registration; empty for any other object.
  static Optional<ObjectName> nameIn(Object object) {
    return object.getClass().getName().equals(REGISTRATION)
            && FieldPaths.value(object, "name") instanceof ObjectName name
        ? Optional.of(name)
        : Optional.empty();
  }

  static boolean isPlatformOwned(ObjectName name) {
    return PLATFORM.stream().anyMatch(name.getDomain()::startsWith);
  }
}
