package io.hotswap.domain.deployment;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicReference;

/// A port that lets something else happen right before it is asked, once.
public final class Hooked {
  private Hooked() {}

  public static <T> T before(String method, T port, Class<T> type, Runnable other) {
    var pending = new AtomicReference<Runnable>(other);
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, called, arguments) -> {
              var now = called.getName().equals(method) ? pending.getAndSet(null) : null;
              if (now != null) {
                now.run();
              }
              try {
                return called.invoke(port, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
