package io.hotswap.domain.deployment;

import io.hotswap.domain.verdict.Verdict;
import io.hotswap.domain.verdict.VerdictQuestion;
import java.time.Instant;

/// A verdict that ended a stage, with everything needed to compute it again.
///
/// @param evidence reference to the stored counts by tenant, for [EvidenceStore#find]
public record JudgedStage(
    int stage, Instant at, VerdictQuestion question, Verdict verdict, String evidence) {}
