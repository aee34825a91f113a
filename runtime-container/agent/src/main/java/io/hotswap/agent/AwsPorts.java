package io.hotswap.agent;

import io.hotswap.agent.server.AgentPorts;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.node.ControlPlaneClock;
import io.hotswap.persistence.aws.AnswerDates;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.DynamoCallStats;
import io.hotswap.persistence.dynamo.DynamoFailureReports;
import io.hotswap.persistence.dynamo.DynamoHealthReports;
import io.hotswap.persistence.dynamo.DynamoNodes;
import io.hotswap.persistence.dynamo.DynamoRouting;
import io.hotswap.persistence.dynamo.DynamoTenants;
import io.hotswap.persistence.dynamo.DynamoUnloadReports;
import io.hotswap.persistence.dynamo.registry.DynamoTrustDocuments;
import io.hotswap.persistence.dynamo.tenant.DynamoDataKeys;
import io.hotswap.persistence.dynamo.tenant.DynamoDefaultConfigurations;
import io.hotswap.persistence.dynamo.tenant.DynamoSealedSecrets;
import io.hotswap.persistence.dynamo.tenant.DynamoSecretUses;
import io.hotswap.persistence.dynamo.tenant.DynamoTenantConfigurations;
import io.hotswap.persistence.dynamo.tenant.DynamoTenantPlugins;
import io.hotswap.persistence.dynamo.tenant.DynamoTenantUsages;
import io.hotswap.persistence.s3.S3Binaries;
import io.hotswap.persistence.s3.S3TenantSamples;
import io.hotswap.persistence.workflow.SqsAnomalies;
import io.hotswap.secrets.EncryptedSecrets;
import io.hotswap.secrets.SecretClients;
import io.hotswap.secrets.SecretsConfig;
import io.hotswap.secrets.TaggedSecrets;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/// The control plane's ports on AWS.
final class AwsPorts {
  private final Tables tables;
  private final Map<String, String> environment;
  private final ControlPlaneClock clock;
  private final DynamoDbClient dynamo;
  private final S3Client s3;

  private AwsPorts(Map<String, String> environment, ControlPlaneClock clock) {
    this.tables = new Tables(environment);
    this.environment = environment;
    this.clock = clock;
    this.dynamo = client(() -> Aws.dynamo(new AnswerDates(clock)));
    this.s3 = client(Aws::s3);
    // Fails with the variable's name when it is not set, whichever environment this node serves.
    tables.nodes(Environment.Development);
  }

  /// @param clock adjusted by each answer
  static AgentPorts from(Map<String, String> environment, ControlPlaneClock clock) {
    var ports = new AwsPorts(environment, clock);
    return new AgentPorts(
        ports.followed(),
        ports.stored(),
        new DynamoNodes(ports.dynamo, ports.tables),
        ports.sinks());
  }

  private AgentPorts.Followed followed() {
    return new AgentPorts.Followed(
        new DynamoRouting(dynamo, s3, tables),
        new DynamoTrustDocuments(dynamo, s3, tables),
        new DynamoTenantPlugins(dynamo, tables, clock),
        new DynamoTenantConfigurations(dynamo, tables));
  }

  private AgentPorts.Stored stored() {
    return new AgentPorts.Stored(
        new S3Binaries(s3, tables),
        new DynamoDefaultConfigurations(dynamo, tables),
        new EncryptedSecrets(
            client(SecretClients::kms),
            SecretsConfig.from(environment),
            new DynamoDataKeys(dynamo, tables),
            new DynamoSealedSecrets(dynamo, tables)),
        new TaggedSecrets(client(SecretClients::secretsManager)));
  }

  private AgentPorts.Sinks sinks() {
    return new AgentPorts.Sinks(
        new DynamoCallStats(dynamo, tables),
        new DynamoTenants(dynamo, tables, clock),
        new DynamoTenantUsages(dynamo, tables),
        new DynamoSecretUses(dynamo, tables),
        new S3TenantSamples(s3, tables),
        new DynamoHealthReports(dynamo, tables),
        new DynamoUnloadReports(dynamo, tables),
        new DynamoFailureReports(dynamo, tables),
        new SqsAnomalies(client(Aws::sqs), tables));
  }

  private static <C> C client(Supplier<C> made) {
    try {
      return made.get();
    } catch (SdkException | IllegalArgumentException | NullPointerException e) {
      throw new IllegalArgumentException(
          "AWS_REGION must be set, and AWS_ENDPOINT_URL be an address where it is set ("
              + e.getMessage()
              + ")",
          e);
    }
  }
}
