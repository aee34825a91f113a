package io.hotswap.persistence.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

class RenewedCredentialsTest {
  @ParameterizedTest
  @CsvSource({
    "UnrecognizedClientException, key-2",
    "ExpiredTokenException, key-2",
    "ValidationException, key-1"
  })
  void what_was_refused_is_fetched_anew_for_the_next_call(String refusal, String next)
      throws Exception {
    List<String> shown = new CopyOnWriteArrayList<>();
    var server = refusing(refusal, shown);
    var fetched = new AtomicInteger();
    var credentials =
        new RenewedCredentials(
            () ->
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create("key-" + fetched.incrementAndGet(), "secret")));
    try (var dynamo = client(server, credentials)) {
      assertThrows(DynamoDbException.class, dynamo::listTables);
      assertThrows(DynamoDbException.class, dynamo::listTables);
    } finally {
      server.stop(0);
    }
    assertEquals(List.of("key-1", next), shown);
  }

  private static HttpServer refusing(String code, List<String> shown) throws Exception {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var header = exchange.getRequestHeaders().getFirst("Authorization");
          shown.add(header.replaceFirst(".*Credential=([^/]+)/.*", "$1"));
          var body = "{\"__type\":\"com.amazon#%s\"}".formatted(code).getBytes();
          exchange.sendResponseHeaders(400, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static DynamoDbClient client(HttpServer server, RenewedCredentials credentials) {
    return DynamoDbClient.builder()
        .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
        .region(Region.EU_CENTRAL_1)
        .httpClient(Aws.http())
        .credentialsProvider(credentials)
        .overrideConfiguration(
            ClientOverrideConfiguration.builder().addExecutionInterceptor(credentials).build())
        .build();
  }
}
