package io.hotswap.agent.socket;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import io.hotswap.serialization.UnbufferedJson;
import java.io.IOException;

/// What a host may ask of its agent: a name, and the records that are asked and answered. Answers
/// may hold secrets, hence JSON without kept buffers.
public record Question<Q, A>(String name, Class<Q> asked, Class<A> answered) {
  // A record that lacks what it needs is none. What may be absent is an Optional.
  private static final ObjectReader READER =
      UnbufferedJson.MAPPER
          .reader()
          .with(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  public byte[] ask(Q question) {
    return UnbufferedJson.write(question).getBytes(UTF_8);
  }

  /// @throws IllegalArgumentException when it is not that record
  public Q asked(byte[] json) {
    return read(json, asked);
  }

  public byte[] answer(A answer) {
    return UnbufferedJson.write(answer).getBytes(UTF_8);
  }

  /// @throws IllegalArgumentException when it is not that record
  public A answered(byte[] json) {
    return read(json, answered);
  }

  private static <T> T read(byte[] json, Class<T> type) {
    T value;
    try {
      value = READER.forType(type).readValue(json);
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("Not a " + type.getSimpleName(), e);
    }
    // For the text `null`, and for none.
    if (value == null) {
      throw new IllegalArgumentException("Not a " + type.getSimpleName() + ": null");
    }
    return value;
  }
}
