package io.hotswap.runtime.fuzzing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** A client that does everything right, for as long as it is open, and remembers what failed. */
public final class InnocentCalls implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final LongAdder made = new LongAdder();
  private final List<String> failed = new ArrayList<>();
  private final HttpRequest request;
  private final Thread thread = Thread.ofPlatform().name("innocent").unstarted(this::call);
  private volatile boolean over;

  /**
   * @param token the whole header
   */
  public InnocentCalls(URI uri, String token, byte[] body) {
    this.request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", token)
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    thread.start();
  }

  private void call() {
    while (!over) {
      made.increment();
      try {
        var answer = http.send(request, BodyHandlers.discarding());
        if (answer.statusCode() != 200) {
          fail("status " + answer.statusCode());
        }
      } catch (IOException fault) {
        fail(Instant.now() + " " + fault + " <- " + fault.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void fail(String how) {
    synchronized (failed) {
      failed.add(how);
    }
  }

  public long made() {
    return made.sum();
  }

  public List<String> failed() {
    synchronized (failed) {
      return List.copyOf(failed);
    }
  }

  @Override
  public void close() throws InterruptedException {
    over = true;
    thread.join();
    http.close();
  }
}
