package io.hotswap.runtime.fuzzing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

/**
 * Connections that send what nobody should, some threads at once. Each ends, or is told as a hang.
 */
public final class HttpFuzz {
  /** Of silence; longer than every deadline of the node. */
  private static final int PATIENCE_MILLIS = 15_000;

  /// Of a node that is told to have short ones.
  private static final int DEADLINES_MILLIS = 5_000;

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");
  private static final int LONGEST_ANSWER = 4 << 20;

  private final Map<Integer, LongAdder> statuses = new ConcurrentSkipListMap<>();
  private final LongAdder connections = new LongAdder();
  private final LongAdder silent = new LongAdder();
  private final AtomicLong longest = new AtomicLong();
  private final List<String> hangs = new ArrayList<>();
  private final int[] ports;
  private final String path;
  private final String token;

  /**
   * @param path of an operation that echoes what it is sent
   * @param token the whole header
   */
  public HttpFuzz(String path, String token, int... ports) {
    this.ports = ports;
    this.path = path;
    this.token = token;
  }

  /**
   * @param statuses answers by status
   * @param silent connections that ended without an answer
   * @param longestMillis from the last byte that was sent to the end of a connection
   * @param hangs what was sent on connections that did not end, cut short
   */
  public record Figures(
      Map<Integer, Long> statuses,
      long connections,
      long silent,
      long longestMillis,
      List<String> hangs) {
    public long of(int status) {
      return statuses.getOrDefault(status, 0L);
    }
  }

  public Figures run(Duration time, long seed, int threads) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      var requests = new RandomRequests(seed + i, path, token);
      all.add(Thread.ofPlatform().name("fuzz-" + i).start(() -> run(requests, end)));
    }
    for (var thread : all) {
      thread.join();
    }
    Map<Integer, Long> counted = new ConcurrentSkipListMap<>();
    statuses.forEach((status, number) -> counted.put(status, number.sum()));
    synchronized (hangs) {
      return new Figures(
          counted, connections.sum(), silent.sum(), longest.get(), List.copyOf(hangs));
    }
  }

  private void run(RandomRequests requests, long end) {
    while (System.nanoTime() - end < 0) {
      var bytes = requests.next();
      connections.increment();
      try (var socket = new Socket("127.0.0.1", ports[requests.below(ports.length)])) {
        socket.setSoTimeout(PATIENCE_MILLIS);
        count(exchange(socket, bytes, requests));
      } catch (SocketTimeoutException hang) {
        tell(bytes);
      } catch (IOException reset) {
        // The node may end a connection whenever it likes what comes there no more.
        silent.increment();
      }
    }
  }

  private void tell(byte[] bytes) {
    synchronized (hangs) {
      if (hangs.size() < 10) {
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        hangs.add(text.substring(0, Math.min(2_000, text.length())));
      }
    }
  }

  private byte[] exchange(Socket socket, byte[] bytes, RandomRequests requests) throws IOException {
    int first = requests.below(bytes.length + 1);
    boolean reads = requests.below(10) > 0;
    socket.setTcpNoDelay(true);
    socket.getOutputStream().write(bytes, 0, first);
    socket.getOutputStream().write(bytes, first, bytes.length - first);
    long sent = System.nanoTime();
    // One in some hundreds leaves it to the node's deadlines, or to its patience with the idle.
    boolean waits = requests.below(300) == 0;
    if (!waits) {
      socket.shutdownOutput();
    }
    var answers = new ByteArrayOutputStream();
    if (reads) {
      try {
        socket.setSoTimeout(waits ? DEADLINES_MILLIS : PATIENCE_MILLIS);
        readAll(socket, answers);
      } catch (SocketTimeoutException idle) {
        if (!waits) {
          throw idle;
        }
        socket.shutdownOutput();
        socket.setSoTimeout(PATIENCE_MILLIS);
        readAll(socket, answers);
      }
      if (!waits) {
        longest.accumulateAndGet((System.nanoTime() - sent) / 1_000_000, Math::max);
      }
    }
    return answers.toByteArray();
  }

  private static void readAll(Socket socket, ByteArrayOutputStream answers) throws IOException {
    var buffer = new byte[64 * 1024];
    var in = socket.getInputStream();
    for (int read = in.read(buffer); read >= 0 && answers.size() < LONGEST_ANSWER; ) {
      answers.write(buffer, 0, read);
      read = in.read(buffer);
    }
  }

  private void count(byte[] answers) {
    var found = STATUS.matcher(new String(answers, StandardCharsets.ISO_8859_1));
    if (answers.length == 0) {
      silent.increment();
    }
    while (found.find()) {
      statuses.computeIfAbsent(Integer.valueOf(found.group(1)), _ -> new LongAdder()).increment();
    }
  }
}
