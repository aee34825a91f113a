package io.hotswap.statemachines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hotswap.engine.LocalEngine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
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

/// The real definitions on a real engine of their own, whose waits take a thousandth of their time.
final class Machines implements AutoCloseable {
  static final double WAIT_SCALE = 0.001;
  private static final List<String> FUNCTIONS =
      List.of("RolloutFunction", "ApprovalFunction", "ChecksFunction", "ReconcileFunction");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROLE = "arn:aws:iam::000000000000:role/test";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ScriptedFunctions functions = new ScriptedFunctions(new Answering());
  private final LocalEngine engine;
  private final SfnClient sfn;
  private final Map<String, String> arns = new HashMap<>();

  Machines() {
    var environment = new HashMap<>(Map.of("SFN_WAIT_SCALE", Double.toString(WAIT_SCALE)));
    FUNCTIONS.forEach(it -> environment.put("MINISTACK_LAMBDA_PROXY_" + it, functions.url()));
    engine = LocalEngine.start(environment);
    sfn = to(SfnClient.builder().httpClient(UrlConnectionHttpClient.create()));
    createFunctions();
    Definition.CHILDREN.values().forEach(this::create);
    List.of("deploy", "roll-back", "check").forEach(this::create);
  }

  /// How an execution went.
  ///
  /// @param path as that of `Execution`
  /// @param faults failed attempts of tasks
  /// @param waited between entering and leaving its first Wait
  record Run(String path, long faults, Duration waited) {}

  /// @return its ARN, at once
  String start(String machine, Script script) {
    var id = UUID.randomUUID().toString();
    functions.follow(id, script);
    var input = JSON.createObjectNode();
    if (machine.equals("check")) {
      input.put("pluginId", id).put("version", "1.0.0").put("run", 1);
    } else {
      input.put("deploymentId", id).put("fence", 7);
    }
    return sfn.startExecution(
            it -> it.stateMachineArn(arns.get(machine)).name(id).input(input.toString()))
        .executionArn();
  }

  Run await(String execution) {
    var deadline = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(deadline)) {
      var status = sfn.describeExecution(it -> it.executionArn(execution)).status();
      if (status != ExecutionStatus.RUNNING) {
        return ended(execution);
      }
      pause();
    }
    throw new AssertionError("The execution does not end: " + execution);
  }

  private Run ended(String execution) {
    var events =
        sfn.getExecutionHistory(it -> it.executionArn(execution).maxResults(1000)).events();
    var path =
        String.join(
            " ",
            events.stream()
                .flatMap(it -> Optional.ofNullable(it.stateEnteredEventDetails()).stream())
                .map(StateEnteredEventDetails::name)
                .toList());
    var description = sfn.describeExecution(it -> it.executionArn(execution));
    var outcome =
        description.status() == ExecutionStatus.SUCCEEDED
            ? ":" + tree(description.output()).path("outcome").asText()
            : "";
    return new Run(
        path.endsWith("Ended") ? path + outcome : path,
        events.stream().filter(it -> it.typeAsString().equals("TaskFailed")).count(),
        at("WaitStateEntered", events)
            .flatMap(from -> at("WaitStateExited", events).map(to -> Duration.between(from, to)))
            .orElse(Duration.ZERO));
  }

  private static Optional<Instant> at(String type, List<HistoryEvent> events) {
    return events.stream()
        .filter(it -> it.typeAsString().equals(type))
        .map(HistoryEvent::timestamp)
        .findFirst();
  }

  private void createFunctions() {
    try (var lambda = to(LambdaClient.builder().httpClient(UrlConnectionHttpClient.create()))) {
      for (var function : FUNCTIONS) {
        lambda.createFunction(
            it ->
                it.functionName(function)
                    .runtime(Runtime.JAVA25)
                    .handler("none")
                    .role(ROLE)
                    .code(code -> code.zipFile(SdkBytes.fromByteArray(anyZip()))));
      }
    }
  }

  private void create(String name) {
    var definition = Definition.of(name).json().toString();
    for (var function : FUNCTIONS) {
      definition = definition.replace("${" + function + "}", function);
    }
    for (var child : Definition.CHILDREN.entrySet()) {
      definition =
          definition.replace("${" + child.getKey() + "}", arns.getOrDefault(child.getValue(), ""));
    }
    var text = definition;
    arns.put(
        name,
        sfn.createStateMachine(it -> it.name(name).definition(text).roleArn(ROLE))
            .stateMachineArn());
  }

  private final class Answering implements ScriptedFunctions.Tokens {
    @Override
    public void succeed(String token, JsonNode answer) {
      sfn.sendTaskSuccess(it -> it.taskToken(token).output(answer.toString()));
    }

    @Override
    public void fail(String token, Fault fault) {
      sfn.sendTaskFailure(it -> it.taskToken(token).error(fault.error()).cause(fault.getMessage()));
    }
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
    functions.close();
  }
}
