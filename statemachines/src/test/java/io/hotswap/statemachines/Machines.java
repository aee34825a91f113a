package io.hotswap.statemachines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hotswap.engine.LocalEngine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.StateEnteredEventDetails;

/// The real definitions on a real engine of their own, whose waits take no time.
final class Machines implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROLE = "arn:aws:iam::000000000000:role/test";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final RolloutStub rollout = new RolloutStub();
  private final LocalEngine engine =
      LocalEngine.start(
          Map.of("MINISTACK_LAMBDA_PROXY_rollout", rollout.url(), "SFN_WAIT_SCALE", "0.001"));
  private final SfnClient sfn =
      to(SfnClient.builder().httpClient(UrlConnectionHttpClient.create()));
  private final String direct;
  private final String deploy;
  private final String rollBack;

  Machines() {
    try (var lambda = to(LambdaClient.builder().httpClient(UrlConnectionHttpClient.create()))) {
      lambda.createFunction(
          it ->
              it.functionName("rollout")
                  .runtime(Runtime.JAVA25)
                  .handler("none")
                  .role(ROLE)
                  .code(code -> code.zipFile(SdkBytes.fromByteArray(anyZip()))));
    }
    direct = create("direct", "");
    deploy = create("deploy", direct);
    rollBack = create("roll-back", direct);
  }

  /// How an execution went.
  ///
  /// @param states those it entered, in order
  /// @param end `Succeeded`, or the error it failed with
  /// @param output of an execution that succeeded
  /// @param faults failed attempts of tasks
  record Run(List<String> states, String end, JsonNode output, long faults) {
    String path() {
      return String.join(" ", states);
    }
  }

  Run direct(Map<String, List<String>> script) {
    return run(direct, script);
  }

  Run deploy(Map<String, List<String>> script) {
    return run(deploy, script);
  }

  Run rollBack(Map<String, List<String>> script) {
    return run(rollBack, script);
  }

  static JsonNode definition(String name) {
    try {
      return JSON.readTree(Files.readString(Path.of(name + ".asl.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String create(String name, String directMachine) {
    var definition =
        definition(name)
            .toString()
            .replace("${RolloutFunction}", "rollout")
            .replace("${DirectMachine}", directMachine);
    return sfn.createStateMachine(it -> it.name(name).definition(definition).roleArn(ROLE))
        .stateMachineArn();
  }

  private Run run(String machine, Map<String, List<String>> script) {
    var id = UUID.randomUUID().toString();
    rollout.script(id, script);
    var input = JSON.createObjectNode().put("deploymentId", id).put("fence", 7);
    var arn =
        sfn.startExecution(it -> it.stateMachineArn(machine).name(id).input(input.toString()))
            .executionArn();
    var deadline = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(deadline)) {
      var execution = sfn.describeExecution(it -> it.executionArn(arn));
      if (execution.status() != ExecutionStatus.RUNNING) {
        var events = sfn.getExecutionHistory(it -> it.executionArn(arn).maxResults(1000)).events();
        boolean succeeded = execution.status() == ExecutionStatus.SUCCEEDED;
        return new Run(
            states(events),
            succeeded ? "Succeeded" : execution.error(),
            tree(succeeded ? execution.output() : "{}"),
            events.stream().filter(it -> it.typeAsString().equals("TaskFailed")).count());
      }
      pause();
    }
    throw new AssertionError("The execution does not end: " + arn);
  }

  private static List<String> states(List<HistoryEvent> events) {
    return events.stream()
        .flatMap(it -> Optional.ofNullable(it.stateEnteredEventDetails()).stream())
        .map(StateEnteredEventDetails::name)
        .toList();
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(25);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static byte[] anyZip() {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("none"));
      zip.write("none".getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private <B extends AwsClientBuilder<B, C>, C> C to(B builder) {
    return builder
        .endpointOverride(engine.endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .build();
  }

  @Override
  public void close() {
    sfn.close();
    engine.close();
    rollout.close();
  }
}
