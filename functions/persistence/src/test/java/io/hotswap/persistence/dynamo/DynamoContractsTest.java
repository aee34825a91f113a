package io.hotswap.persistence.dynamo;

import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.approval.ApprovalsContract;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.deployment.DeploymentsContract;
import io.hotswap.domain.idempotency.Requests;
import io.hotswap.domain.idempotency.RequestsContract;
import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.node.NodesContract;
import io.hotswap.domain.notification.Outbox;
import io.hotswap.domain.notification.OutboxContract;
import io.hotswap.domain.plugin.Plugins;
import io.hotswap.domain.plugin.PluginsContract;
import io.hotswap.domain.routing.RoutingDocuments;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.Stores;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.keys.PluginKeys;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The tables do what the domain's tests take for granted of its in-memory control plane. */
class DynamoContractsTest {
  private static final LocalEngine ENGINE = LocalEngine.shared();
  private static final DynamoDbClient DYNAMO = Aws.dynamo();

  private static Tables stage() {
    return new Tables(ENGINE.freshStage().environment());
  }

  @Nested
  class ApprovalsInDynamo extends ApprovalsContract {
    private final Approvals approvals = new DynamoApprovals(DYNAMO, stage());

    @Override
    protected Approvals approvals() {
      return approvals;
    }
  }

  @Nested
  class DeploymentsInDynamo extends DeploymentsContract {
    private final Stores stores = new Stores(DYNAMO, Aws.s3(), stage(), Clock.systemUTC());

    @BeforeEach
    void registered() {
      var version = PluginKeys.version(PLUGIN, "1.0.0").attributes();
      DYNAMO.putItem(it -> it.tableName(stores.tables().plugins()).item(version));
    }

    @Override
    protected Deployments deployments() {
      return stores.deployments();
    }

    @Override
    protected Approvals approvals() {
      return stores.approvals();
    }

    @Override
    protected RoutingDocuments routing() {
      return stores.routing();
    }
  }

  @Nested
  class NodesInDynamo extends NodesContract {
    private final Nodes nodes = new DynamoNodes(DYNAMO, stage());

    @Override
    protected Nodes nodes() {
      return nodes;
    }
  }

  @Nested
  class PluginsInDynamo extends PluginsContract {
    private final Tables tables = stage();
    private final Plugins plugins =
        new DynamoPlugins(DYNAMO, tables, new DynamoUploads(DYNAMO, tables));

    @Override
    protected Plugins plugins() {
      return plugins;
    }
  }

  @Nested
  class RequestsInDynamo extends RequestsContract {
    private final Requests requests = new DynamoRequests(DYNAMO, stage().idempotency());

    @Override
    protected Requests requests() {
      return requests;
    }
  }

  @Nested
  class OutboxInDynamo extends OutboxContract {
    private final Outbox outbox = new DynamoOutbox(DYNAMO, stage());

    @Override
    protected Outbox outbox() {
      return outbox;
    }
  }
}
