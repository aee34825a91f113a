package io.hotswap.persistence.aws;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.node.ControlPlaneClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/// A store whose time is another than this machine's.
class AnswerDatesTest {
  private final ControlPlaneClock clock =
      new ControlPlaneClock(Clock.systemUTC(), System::nanoTime);
  private ServerSocket store;
  private volatile String status = "200 OK";
  private volatile Duration ahead = Duration.ZERO;
  private DynamoDbClient dynamo;

  @BeforeEach
  void start() throws IOException {
    store = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().name("store").start(this::serve);
    dynamo =
        DynamoDbClient.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + store.getLocalPort()))
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
            .httpClient(Aws.http())
            .overrideConfiguration(it -> it.addExecutionInterceptor(new AnswerDates(clock)))
            .build();
  }

  @AfterEach
  void stop() throws IOException {
    dynamo.close();
    store.close();
  }

  private void serve() {
    while (!store.isClosed()) {
      try (var client = store.accept()) {
        answer(client);
      } catch (IOException e) {
        if (!store.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void answer(Socket client) throws IOException {
    var in = client.getInputStream();
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    var length = head.toString().replaceAll("(?is).*content-length: (\\d+).*", "$1");
    in.readNBytes(Integer.parseInt(length));
    var date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Clock.systemUTC().instant().plus(ahead).atOffset(ZoneOffset.UTC));
    var answer =
        "HTTP/1.1 "
            + status
            + "\r\nDate: "
            + date
            + "\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: 2\r\n"
            + "Connection: close\r\n\r\n{}";
    client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
  }

  private void ask() {
    dynamo.listTables();
  }

  private void assertFollowed() {
    var error = Duration.between(Clock.systemUTC().instant().plus(ahead), clock.instant()).abs();
    assertTrue(error.compareTo(Duration.ofSeconds(3)) < 0, () -> "off by " + error);
  }

  @Test
  void an_answer_tells_the_time() {
    for (var other : new Duration[] {Duration.ofMinutes(-3), Duration.ofHours(-1)}) {
      ahead = other;
      ask();
      assertFollowed();
    }
  }

  @Test
  void so_does_a_refusal() {
    ahead = Duration.ofSeconds(15);
    status = "400 Bad Request";
    assertThrows(DynamoDbException.class, this::ask);
    assertFollowed();
  }
}
