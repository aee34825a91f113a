package io.hotswap.persistence.stored.deployment;

import io.hotswap.domain.deployment.JudgedStage;
import java.time.Instant;

public record StoredJudgedStage(
    int stage, Instant at, StoredQuestion question, StoredVerdict verdict, String evidence) {
  public static StoredJudgedStage of(JudgedStage it) {
    return new StoredJudgedStage(
        it.stage(),
        it.at(),
        StoredQuestion.of(it.question()),
        StoredVerdict.of(it.verdict()),
        it.evidence());
  }

  public JudgedStage toDomain() {
    return new JudgedStage(stage, at, question.toDomain(), verdict.toDomain(), evidence);
  }
}
