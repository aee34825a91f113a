package io.hotswap.domain.deployment;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// What does not answer for a while.
public final class Outages {
  private final Map<Part, Instant> until = new EnumMap<>(Part.class);
  private final InstantSource clock;
  private Optional<Duration> dying = Optional.empty();

  Outages(InstantSource clock) {
    this.clock = clock;
  }

  public enum Part {
    FunctionHost,
    DynamoDb,
    S3,
    StepFunctions,
    /// The function that asks approvers; the others answer.
    ApprovalFunction
  }

  public static final class Down extends RuntimeException {
    private static final long serialVersionUID = 1;

    Down(Part part) {
      super(part + " does not answer");
    }
  }

  public void begin(Part part, Duration lasting) {
    until.put(part, clock.instant().plus(lasting));
  }

  public boolean down(Part part) {
    return until.getOrDefault(part, Instant.MIN).isAfter(clock.instant());
  }

  public void check(Part part) {
    if (down(part)) {
      throw new Down(part);
    }
  }

  /// The function that is called dies after its first write, at the latest before it answers, and
  /// no call gets through for a while.
  public void dies(Duration lasting, Runnable call) {
    dying = Optional.of(lasting);
    try {
      call.run();
      wrote();
    } finally {
      dying = Optional.empty();
    }
  }

  void wrote() {
    dying.ifPresent(
        it -> {
          begin(Part.FunctionHost, it);
          check(Part.FunctionHost);
        });
  }

  /// The port, as long as these parts answer.
  <P> P behind(Class<P> port, P real, Part... parts) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          for (var part : parts) {
            check(part);
          }
          try {
            var answer = method.invoke(real, arguments);
            if (method.getName().equals("commit")) {
              wrote();
            }
            return answer;
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, handler));
  }
}
