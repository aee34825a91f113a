package io.hotswap.agent.server;

import io.hotswap.agent.socket.MalformedMessage;
import io.hotswap.agent.socket.Question;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// How each question is answered. A question that has no entry here is none.
final class Answers {
  private final Map<String, Entry<?, ?>> entries = new HashMap<>();

  private record Entry<Q, A>(Question<Q, A> question, Function<Q, A> answering) {
    Prepared prepare(byte[] json) throws MalformedMessage {
      Q asked;
      try {
        asked = question.asked(json);
      } catch (IllegalArgumentException e) {
        // Without the cause's message, which may quote what strangers chose.
        throw new MalformedMessage("no question of kind " + question.name(), e);
      }
      return () -> question.answer(answering.apply(asked));
    }
  }

  /// A question that was understood.
  @FunctionalInterface
  interface Prepared {
    /// @throws java.util.NoSuchElementException when what is asked for does not exist
    byte[] answer();
  }

  <Q, A> void on(Question<Q, A> question, Function<Q, A> answering) {
    entries.put(question.name(), new Entry<>(question, answering));
  }

  Set<String> names() {
    return Set.copyOf(entries.keySet());
  }

  Prepared prepare(String name, byte[] json) throws MalformedMessage {
    var entry = entries.get(name);
    if (entry == null) {
      throw new MalformedMessage("a question of no known name");
    }
    return entry.prepare(json);
  }
}
