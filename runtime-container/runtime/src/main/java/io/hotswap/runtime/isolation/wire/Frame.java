package io.hotswap.runtime.isolation.wire;

import java.time.Instant;
import java.util.List;

/// The messages between a node and a worker process. Every frame has a number: its request's own,
/// or that of the request it belongs to.
public sealed interface Frame {
  /// The largest body, as a client may send it.
  int MOST_BODY = 6 * 1024 * 1024;

  /// The largest frame: names, headers, configuration and secrets beside the body.
  int MOST_BYTES = MOST_BODY + 1024 * 1024;

  long id();

  /// From the node; answered by exactly one [Answer], but for [Cancel].
  sealed interface Request extends Frame {}

  /// From the worker.
  sealed interface Answer extends Frame {}

  /// Load and start the plugin.
  ///
  /// @param classPath jars that the node has verified
  /// @param temporary created when the plugin asks for it
  /// @param level the lowest that the node's log accepts, by name
  record Start(
      long id,
      String name,
      String version,
      String entryPoint,
      List<String> classPath,
      String temporary,
      String level)
      implements Request {
    public Start {
      classPath = List.copyOf(classPath);
    }
  }

  /// A secret's values, as they are when a call begins.
  ///
  /// @param value empty when it cannot be read
  /// @param previous empty when there is none that is good
  record SecretValue(String field, String value, String previous) {
    /// Without the values: records are written to logs.
    @Override
    public String toString() {
      return "SecretValue[" + field + "]";
    }
  }

  /// @param configuration as JSON
  // The array is on the path of every call: a copy or a wrapper would cost more than value equality
  // is worth.
  @SuppressWarnings("ArrayRecordComponent")
  record Call(
      long id,
      String operation,
      String tenant,
      String contentType,
      String traceparent,
      String tracestate,
      Instant deadline,
      String configuration,
      List<SecretValue> secrets,
      byte[] body)
      implements Request {
    public Call {
      secrets = List.copyOf(secrets);
    }
  }

  /// Interrupt the call.
  record Cancel(long id) implements Request {}

  /// A tenant's configuration has changed.
  ///
  /// @param configuration as JSON
  record Configure(long id, String tenant, String configuration, List<SecretValue> secrets)
      implements Request {
    public Configure {
      secrets = List.copyOf(secrets);
    }
  }

  record AskHealth(long id) implements Request {}

  record Stop(long id) implements Request {}

  /// Started, told or stopped.
  record Done(long id) implements Answer {}

  @SuppressWarnings("ArrayRecordComponent")
  record Replied(long id, String contentType, byte[] body) implements Answer {}

  record Rejected(long id, String pointer, String message) implements Answer {}

  /// A throwable, as text.
  record Failed(long id, String type, String message, String stackTrace) implements Answer {}

  record Examined(long id, boolean healthy, String reason) implements Answer {}

  /// The plugin calls another, by the node. Answered by exactly one [PluginAnswer] of this number,
  /// unless it is given up.
  ///
  /// @param id chosen by the worker, once
  /// @param within number of the call that the plugin is answering
  @SuppressWarnings("ArrayRecordComponent")
  record CallPlugin(
      long id, long within, String plugin, String operation, String contentType, byte[] body)
      implements Frame {}

  /// The plugin does not wait for its call of another any more.
  record GiveUpPluginCall(long id) implements Frame {}

  /// From the node.
  sealed interface PluginAnswer extends Frame {}

  @SuppressWarnings("ArrayRecordComponent")
  record PluginReplied(long id, String contentType, byte[] body) implements PluginAnswer {}

  /// @param reason by name
  record PluginNotReplied(long id, String reason, String pointer, String message)
      implements PluginAnswer {}

  /// @param id of the call on whose thread it was recorded; 0 for none
  record Recorded(long id, String name, double value) implements Frame {}

  /// @param id of the call on whose thread it was logged; 0 for none
  /// @param level by name
  /// @param stackTrace of what was thrown; empty for none
  /// @param stream that it was printed to; empty when it was logged
  record Logged(long id, String level, String text, String stackTrace, String stream)
      implements Frame {}
}
