package io.hotswap.runtime.agent;

import static io.hotswap.agent.socket.Wire.Nothing.NOTHING;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.hotswap.agent.socket.Questions;
import io.hotswap.agent.socket.SocketMessage;
import io.hotswap.agent.socket.SocketMessage.Answered;
import io.hotswap.agent.socket.SocketMessage.Asked;
import io.hotswap.agent.socket.SocketMessageWriter;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Sends generated and damaged messages to an agent, and asks as a good host in between. */
final class SocketFuzz {
  private static final int GOOD_EVERY = 50;
  private static final int MOST_MESSAGES = 8;
  private static final String[] VALUES = {
    "null",
    "-1",
    "1e400",
    "{}",
    "[]",
    "\"\"",
    "true",
    "9223372036854775808",
    "\"\\u0000\"",
    "[[[[[[[[[[]]]]]]]]]]",
    "\"../../etc/passwd\"",
    "{\"a\":{\"a\":{}}}"
  };

  private final Path socket;
  private final Random random;
  private final List<Asked> seeds;
  private long connections;
  private long messages;
  private long answered;
  private long refused;
  private long ended;
  private long goodAsked;
  private long goodFailed;
  private long slowestGoodNanos;

  /**
   * @param seeds questions that an agent answers
   */
  SocketFuzz(Path socket, long seed, List<Asked> seeds) {
    this.socket = socket;
    this.random = new Random(seed);
    this.seeds = List.copyOf(seeds);
  }

  record Figures(
      long connections,
      long messages,
      long answered,
      long refused,
      long ended,
      long goodAsked,
      long goodFailed,
      long slowestGoodMillis) {}

  Figures run(Duration time, long most) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end && connections < most) {
      connect();
      if (connections % GOOD_EVERY == 0) {
        askAsGoodHost();
      }
    }
    return new Figures(
        connections,
        messages,
        answered,
        refused,
        ended,
        goodAsked,
        goodFailed,
        slowestGoodNanos / 1_000_000);
  }

  private void connect() throws IOException {
    connections++;
    try (var host = new RawHost(socket)) {
      int count = 1 + random.nextInt(MOST_MESSAGES);
      for (int i = 0; i < count; i++) {
        host.send(message());
        messages++;
      }
      host.finish();
      while (true) {
        count(host.read());
      }
    } catch (IOException over) {
      ended++;
    }
  }

  private void count(SocketMessage message) {
    if (message instanceof Answered) {
      answered++;
    } else {
      refused++;
    }
  }

  private byte[] message() throws IOException {
    var seed = seeds.get(random.nextInt(seeds.size()));
    return switch (random.nextInt(6)) {
      case 0 -> random(random.nextInt(200));
      case 1 -> damaged(bytes(seed));
      case 2 -> truncated(bytes(seed));
      case 3 -> bytes(new Asked(random.nextLong(), seed.question(), random(random.nextInt(100))));
      case 4 -> bytes(new Asked(seed.id(), seed.question(), otherValue(seed.json())));
      default -> bytes(seed);
    };
  }

  private byte[] random(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] damaged(byte[] bytes) {
    for (int i = 0; i <= random.nextInt(4); i++) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    }
    return bytes;
  }

  private byte[] truncated(byte[] bytes) {
    return java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
  }

  /** JSON all the same, mostly: one value is another. */
  private byte[] otherValue(byte[] json) {
    var text = new String(json, UTF_8);
    int colon = text.indexOf(':', random.nextInt(Math.max(1, text.length())));
    if (colon < 0) {
      return VALUES[random.nextInt(VALUES.length)].getBytes(UTF_8);
    }
    int comma = text.indexOf(',', colon);
    var rest = comma < 0 ? "}" : text.substring(comma);
    return (text.substring(0, colon + 1) + VALUES[random.nextInt(VALUES.length)] + rest)
        .getBytes(UTF_8);
  }

  private static byte[] bytes(Asked asked) throws IOException {
    var out = new ByteArrayOutputStream();
    new SocketMessageWriter(out).write(asked);
    return out.toByteArray();
  }

  private void askAsGoodHost() throws IOException {
    long began = System.nanoTime();
    goodAsked++;
    try (var host = new RawHost(socket)) {
      if (!(host.ask(Questions.CHANGE_COUNT, NOTHING) instanceof Answered)) {
        goodFailed++;
      }
    } catch (EOFException refusedToConnect) {
      goodFailed++;
    }
    slowestGoodNanos = Math.max(slowestGoodNanos, System.nanoTime() - began);
  }
}
