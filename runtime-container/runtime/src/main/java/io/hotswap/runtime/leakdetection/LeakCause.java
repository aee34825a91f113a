package io.hotswap.runtime.leakdetection;

import io.hotswap.domain.telemetry.LeakKind;
import io.hotswap.runtime.plugin.PluginText;
import java.util.List;

/// What holds an unloaded version in memory.
public sealed interface LeakCause {
  LeakKind kind();

  /// For the plugin's author: what holds the version, and what to do about it.
  String sentence();

  /// @param running the frame in the plugin's code; empty when the thread is elsewhere
  record OfThread(String thread, String running) implements LeakCause {
    @Override
    public LeakKind kind() {
      return LeakKind.Thread;
    }

    @Override
    public String sentence() {
      return "Thread \"" + thread + "\"" + where(running) + " has not ended; end it in stop().";
    }
  }

  record OfThreadLocal(String thread, String value) implements LeakCause {
    @Override
    public LeakKind kind() {
      return LeakKind.ThreadLocal;
    }

    @Override
    public String sentence() {
      return "A thread-local of thread \"%s\", which outlives the plugin, keeps %s; remove it on that thread."
          .formatted(thread, value);
    }
  }

  record OfTimer(String thread, String running) implements LeakCause {
    @Override
    public LeakKind kind() {
      return LeakKind.Timer;
    }

    @Override
    public String sentence() {
      return "Timer \"" + thread + "\"" + where(running) + " goes on; cancel it in stop().";
    }
  }

  record OfExecutor(String thread, String running) implements LeakCause {
    @Override
    public LeakKind kind() {
      return LeakKind.Executor;
    }

    @Override
    public String sentence() {
      return "Thread \"%s\" of an executor%s waits for more work; shut the executor down in stop()."
          .formatted(thread, where(running));
    }
  }

  record OfShutdownHook(String hook) implements LeakCause {
    @Override
    public LeakKind kind() {
      return LeakKind.ShutdownHook;
    }

    @Override
    public String sentence() {
      return "Shutdown hook \"" + hook + "\" is registered; remove it in stop().";
    }
  }

  record OfJdbcDriver(String driver) implements LeakCause {
    @Override
    public LeakKind kind() {
      return LeakKind.JdbcDriver;
    }

    @Override
    public String sentence() {
      return "java.sql.DriverManager has " + driver + "; deregister the driver in stop().";
    }
  }

  record OfLogging(String handler) implements LeakCause {
    @Override
    public LeakKind kind() {
      return LeakKind.LoggingHandler;
    }

    @Override
    public String sentence() {
      return "java.util.logging has " + handler + "; remove the handler in stop().";
    }
  }

  record OfMBean(String name, String bean) implements LeakCause {
    @Override
    public LeakKind kind() {
      return LeakKind.MBean;
    }

    @Override
    public String sentence() {
      return "MBean %s (%s) is registered; unregister it in stop().".formatted(name, bean);
    }
  }

  record OfStatic(String field, String held) implements LeakCause {
    @Override
    public LeakKind kind() {
      return LeakKind.StaticField;
    }

    @Override
    public String sentence() {
      return field + " holds " + held + "; take it out in stop().";
    }
  }

  /// @param type the class that has the value
  record OfClassValue(String type, String classValue, String value) implements LeakCause {
    @Override
    public LeakKind kind() {
      return LeakKind.StaticField;
    }

    @Override
    public String sentence() {
      return "%s has put a value on %s, which outlives the plugin: %s; remove it (ClassValue.remove) in stop()."
          .formatted(classValue, type, value);
    }
  }

  /// @param holder what the soft reference is reachable from
  record Softly(LeakCause holder) implements LeakCause {
    @Override
    public LeakKind kind() {
      return LeakKind.SoftReference;
    }

    @Override
    public String sentence() {
      return "Only a soft reference holds it, until memory runs short: " + holder.sentence();
    }
  }

  /// @param running the frame of one of them in the plugin's code; empty when none was seen there
  record OfCalls(long calls, String running) implements LeakCause {
    @Override
    public LeakKind kind() {
      return LeakKind.UnfinishedCall;
    }

    @Override
    public String sentence() {
      return calls
          + (calls == 1 ? " call" : " calls")
          + where(running)
          + " did not end, interrupted though it was; heed interruption in handle().";
    }
  }

  /// @param libraries that the plugin's class loader has loaded
  record OfNativeCode(List<String> libraries) implements LeakCause {
    public OfNativeCode {
      libraries = List.copyOf(libraries);
    }

    @Override
    public LeakKind kind() {
      return LeakKind.Native;
    }

    @Override
    public String sentence() {
      var suspects =
          libraries.isEmpty()
              ? "an upcall stub in Arena.global(), say"
              : PluginText.SENTENCE.of("it loaded " + String.join(", ", libraries));
      return "Nothing in Java holds it, so native code does (" + suspects + "); let go in stop().";
    }
  }

  record Unfound(String why) implements LeakCause {
    @Override
    public LeakKind kind() {
      return LeakKind.Unknown;
    }

    @Override
    public String sentence() {
      return "What holds it was not found: " + why + ".";
    }
  }

  private static String where(String running) {
    return running.isEmpty() ? "" : ", in " + PluginText.NAME.of(running) + ",";
  }
}
