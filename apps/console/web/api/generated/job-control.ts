// Made of docs/openapi by "npm run docs".
export interface paths {
    "/.well-known/http-message-signatures-directory": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getSigningKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/definitions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listDefinitions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/definitions/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["validateDefinition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/definitions/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getDefinition"];
        put: operations["putDefinition"];
        post?: never;
        delete: operations["retireDefinition"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/definitions/{name}/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["startDefinition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/definitions/{name}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["planDefinition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/definitions/{name}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listDefinitionVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/definitions/{name}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getDefinitionVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/errors/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getErrorPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/execute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["execute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/filter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["filterJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/forms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getForms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listJobs"];
        put?: never;
        post: operations["submitJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["actOnJobs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/actions/{batchId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getBatch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["planJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["validateJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["approveJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["cancelJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/continue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["continueJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getJobEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/events/{seq}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getJobEvent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/kill": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["killJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/outcome": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getOutcome"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["pauseJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["rejectJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/rerun": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["rerunJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/results/{step}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getResult"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/results/{step}/{task}/{item}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getItemResult"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/reversal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getReversal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/revert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["revertJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/revert/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getRevertPlan"];
        put?: never;
        post: operations["planRevert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/signals/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["sendSignal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/steps/{step}/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ping"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/repeat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["repeat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/revert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["revert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/run-job": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["runJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/whoami": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["whoAmI"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ActionDto: {
            by?: string;
            reason?: string;
        };
        Affordance: {
            command: string;
            description?: string;
            requiredFields?: string[];
            optionalFields?: string[];
            safe?: boolean;
            idempotent?: boolean;
            /** @enum {string} */
            reversible?: "full" | "compensating" | "none";
            payloadSchema?: {
                [key: string]: unknown;
            };
            resultSchema?: {
                [key: string]: unknown;
            };
        };
        Alive: {
            /** @enum {string} */
            status: "ok";
        };
        AlternativeDto: {
            tag?: string;
            profile?: string;
            resource?: string;
            serviceName?: string;
            does?: string;
            service?: string;
            input?: {
                [key: string]: unknown;
            };
            headers?: {
                [key: string]: string | {
                    $secret: string;
                    prefix?: string;
                };
            };
            storeResultAt?: string | components["schemas"]["StoreResult"] | components["schemas"]["StoreResult"][];
        };
        Approval: {
            description?: string;
            timeoutMs?: number;
        };
        AttemptView: {
            /** @enum {string} */
            action: "execute" | "repeat" | "revert" | "poll" | "read";
            number: number;
            /** Format: date-time */
            startedAt: string;
            /** Format: date-time */
            endedAt?: string;
            durationMs?: number;
            status?: number;
            /** @enum {string} */
            outcome?: "succeeded" | "unusable" | "not-executed" | "unknown" | "in-progress" | "refused" | "noop" | "lost";
            error?: string;
        };
        AuditEntryView: {
            id: string;
            /** Format: date-time */
            at: string;
            by?: string;
            from?: string;
            action: string;
            /** @enum {string} */
            kind: "job" | "jobs" | "definition" | "registration" | "document";
            subject?: string;
            /** @enum {string} */
            outcome: "done" | "refused";
            status: number;
            code?: string;
            reason?: string;
        };
        BatchAccepted: {
            batchId: string;
            /** @enum {string} */
            action: "cancel" | "kill" | "pause" | "continue" | "rerun" | "revert";
            count: number;
            href: string;
        };
        BatchJobResult: {
            jobId: string;
            /** @enum {string} */
            outcome: "waiting" | "accepted" | "refused" | "not-found" | "unknown";
            detail?: string;
            href: string;
        };
        BatchView: {
            batchId: string;
            /** @enum {string} */
            action: "cancel" | "kill" | "pause" | "continue" | "rerun" | "revert";
            count: number;
            href: string;
            by?: string;
            reason?: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            completedAt?: string;
            outcomes: {
                [key: string]: number;
            };
            results: components["schemas"]["BatchJobResult"][];
        };
        BulkAction: {
            /** @enum {string} */
            action: "cancel" | "kill" | "pause" | "continue" | "rerun" | "revert";
            ids?: string[];
            filter?: components["schemas"]["BulkFilter"];
            by?: string;
            reason?: string;
            dryRun?: boolean;
        };
        BulkFilter: {
            status?: ("accepted" | "running" | "paused" | "reverting" | "completed" | "failed" | "cancelled" | "reverted" | "needs-attention" | "killed")[];
            label?: string[];
            name?: string;
            definition?: string;
            since?: string;
            until?: string;
        };
        BulkPreview: {
            /** @enum {string} */
            action: "cancel" | "kill" | "pause" | "continue" | "rerun" | "revert";
            count: number;
            jobs: components["schemas"]["JobSummary"][];
            passedOver?: components["schemas"]["PassedOverJobs"];
            notFound?: string[];
        };
        ChosenServiceView: {
            registryID: string;
            name: string;
            url: string;
        };
        CommandMessageDto: {
            command: string;
            resource: string;
            id?: string;
            payload?: {
                [key: string]: unknown;
            } | unknown[] | string | number | boolean | null;
            metadata?: {
                [key: string]: unknown;
            };
        };
        Condition: {
            /** Format: json-pointer */
            exists?: string;
            equals?: unknown[];
            in?: unknown[];
            gt?: unknown[];
            gte?: unknown[];
            lt?: unknown[];
            lte?: unknown[];
            not?: components["schemas"]["Condition"];
            all?: components["schemas"]["Condition"][];
            any?: components["schemas"]["Condition"][];
        };
        ContinueDto: {
            by?: string;
            reason?: string;
            skip?: string[];
        };
        DefinitionDocument: {
            name?: string;
            description?: string;
            labels?: {
                [key: string]: string;
            };
            inputs?: {
                [key: string]: unknown;
            };
            job: {
                [key: string]: unknown;
            };
        };
        DefinitionStart: {
            inputs?: {
                [key: string]: unknown;
            };
            labels?: {
                [key: string]: string;
            };
            version?: number;
        };
        DefinitionSummary: {
            name: string;
            version: number;
            description?: string;
            labels?: {
                [key: string]: string;
            };
            /** Format: date-time */
            createdAt: string;
            createdBy?: string;
            href: string;
            rel: string;
        };
        DefinitionVersionView: {
            name: string;
            version: number;
        };
        DefinitionView: {
            name: string;
            version: number;
            description?: string;
            labels?: {
                [key: string]: string;
            };
            inputs: {
                [key: string]: unknown;
            };
            job: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            createdAt: string;
            createdBy?: string;
            /** Format: date-time */
            retiredAt?: string;
            warnings?: string[];
            href: string;
            rel: string;
        };
        DescriptiveForms: {
            resource: string;
            description?: string;
            requestIds?: boolean;
            messageStructure: {
                [key: string]: unknown;
            };
            affordances: components["schemas"]["Affordance"][];
        };
        FailedRunView: {
            jobId: string;
            /** @enum {string} */
            status: "accepted" | "running" | "paused" | "reverting" | "completed" | "failed" | "cancelled" | "reverted" | "needs-attention" | "killed";
            error: components["schemas"]["OlderError"];
        };
        FailedTaskView: {
            task: string;
            error: components["schemas"]["TaskErrorView"];
        };
        FieldFaultDto: {
            pointer: string;
            message: string;
        };
        GateDto: {
            by?: string;
            reason?: string;
            step?: string;
        };
        HealthReport: {
            /** @enum {string} */
            status: "ok" | "unavailable";
            live: boolean;
            ready: boolean;
            faults?: {
                [key: string]: string;
            };
        };
        JobAccepted: {
            jobId: string;
            /** @enum {string} */
            status: "accepted" | "running" | "paused" | "reverting" | "completed" | "failed" | "cancelled" | "reverted" | "needs-attention" | "killed";
            sharedStateURL?: string;
            href: string;
            warnings?: string[];
        };
        JobDocument: {
            retry?: components["schemas"]["RetryPolicy"];
            undoRetry?: components["schemas"]["RetryPolicy"];
            timeoutMs?: number;
            bindTimeoutMs?: number;
            /** @enum {string} */
            onUnknown?: "repeat" | "undo";
            taskMaxTTL?: number;
            /** @enum {string} */
            onFailure?: "undo" | "pause";
            name?: string;
            description?: string;
            labels?: {
                [key: string]: string;
            };
            initialState?: {
                [key: string]: unknown;
            };
            /** Format: uri */
            sharedStateURL?: string;
            sharedState?: {
                [key: string]: unknown;
            };
            jobMaxTTL?: number;
            steps: components["schemas"]["StepDto"][];
        };
        JobErrorView: {
            /** @enum {string} */
            code: "refused" | "not-reachable" | "address-refused" | "outcome-unknown" | "cannot-settle" | "still-in-progress" | "no-service" | "secret-refused" | "secret-unavailable" | "unusable-answer" | "not-json" | "source-path-missing" | "input-not-object" | "state-value-missing" | "limit-exceeded" | "state-unavailable" | "state-conflict" | "state-refused" | "state-not-taken-back" | "task-expired" | "signal-timeout" | "internal";
            message: string;
            status?: number;
            task?: string;
        };
        JobEvent: {
            seq: number;
            /** Format: date-time */
            at: string;
            type: string;
            labels?: {
                [key: string]: string;
            };
            href?: string;
        };
        JobOutline: {
            id: string;
            jobId: string;
            name?: string;
            /** @enum {string} */
            status: "accepted" | "running" | "paused" | "reverting" | "completed" | "failed" | "cancelled" | "reverted" | "needs-attention" | "killed";
            /** Format: date-time */
            createdAt: string;
            submittedBy?: string;
            labels?: {
                [key: string]: string;
            };
            definition?: components["schemas"]["DefinitionVersionView"];
            /** Format: date-time */
            startedAt?: string;
            /** Format: date-time */
            completedAt?: string;
            run: number;
            sharedStateURL?: string;
            stateOwned: boolean;
            error?: components["schemas"]["JobErrorView"];
            waitingFor?: components["schemas"]["WaitingForView"];
            keptSignals?: components["schemas"]["KeptSignalView"][];
            pausedBecause?: components["schemas"]["PausedBecauseView"];
            cancelReason?: string;
            warnings: string[];
            warningCount?: number;
            openEffects: components["schemas"]["OpenEffectView"][];
            nothingToUndo?: components["schemas"]["OpenEffectView"][];
            openEffectCount?: number;
            href: string;
            rel: string;
            version: number;
        };
        JobPlanView: {
            steps: components["schemas"]["PlannedStepView"][];
            tasksLeftOut?: number;
            undoableUpTo?: string | null;
            warnings: string[];
        };
        JobSummary: {
            id: string;
            jobId: string;
            name?: string;
            /** @enum {string} */
            status: "accepted" | "running" | "paused" | "reverting" | "completed" | "failed" | "cancelled" | "reverted" | "needs-attention" | "killed";
            /** Format: date-time */
            createdAt: string;
            submittedBy?: string;
            labels?: {
                [key: string]: string;
            };
            definition?: components["schemas"]["DefinitionVersionView"];
            /** Format: date-time */
            completedAt?: string;
            href: string;
            rel: string;
            steps: number;
            error?: components["schemas"]["JobErrorView"];
            waitingFor?: components["schemas"]["WaitingForView"];
        };
        JobValidationView: {
            valid: boolean;
            errors: components["schemas"]["FieldFaultDto"][];
            warnings: string[];
        };
        JobView: {
            id: string;
            jobId: string;
            name?: string;
            /** @enum {string} */
            status: "accepted" | "running" | "paused" | "reverting" | "completed" | "failed" | "cancelled" | "reverted" | "needs-attention" | "killed";
            /** Format: date-time */
            createdAt: string;
            submittedBy?: string;
            labels?: {
                [key: string]: string;
            };
            definition?: components["schemas"]["DefinitionVersionView"];
            /** Format: date-time */
            startedAt?: string;
            /** Format: date-time */
            completedAt?: string;
            run: number;
            sharedStateURL?: string;
            stateOwned: boolean;
            error?: components["schemas"]["JobErrorView"];
            waitingFor?: components["schemas"]["WaitingForView"];
            keptSignals?: components["schemas"]["KeptSignalView"][];
            pausedBecause?: components["schemas"]["PausedBecauseView"];
            cancelReason?: string;
            warnings: string[];
            warningCount?: number;
            openEffects: components["schemas"]["OpenEffectView"][];
            nothingToUndo?: components["schemas"]["OpenEffectView"][];
            openEffectCount?: number;
            href: string;
            rel: string;
            version: number;
            steps: components["schemas"]["StepView"][];
        };
        KeptSignalView: {
            name: string;
            /** Format: date-time */
            receivedAt: string;
            by?: string;
        };
        KeyDirectoryView: {
            keys: {
                [key: string]: unknown;
            }[];
        };
        MappedTermView: {
            term: string;
            field: string;
        };
        NotUndoableView: {
            what: string;
            reason: string;
        };
        OlderError: {
            /** @enum {string} */
            status: "error";
            task: string;
            error: string;
        };
        OpenEffectView: {
            task: string;
            requestId: string;
            service: string;
            reason: string;
        };
        OpenJobView: {
            /** @enum {string} */
            status: "accepted" | "running" | "paused" | "reverting" | "completed" | "failed" | "cancelled" | "reverted" | "needs-attention" | "killed";
        };
        PassedOverJob: {
            jobId: string;
            /** @enum {string} */
            status: "accepted" | "running" | "paused" | "reverting" | "completed" | "failed" | "cancelled" | "reverted" | "needs-attention" | "killed";
            href: string;
            because: string;
        };
        PassedOverJobs: {
            count: number;
            jobs: components["schemas"]["PassedOverJob"][];
        };
        PausedBecauseView: {
            task: string;
            error: components["schemas"]["TaskErrorView"];
            step: string;
            failures: components["schemas"]["FailedTaskView"][];
            failureCount?: number;
        };
        PlannedCallView: {
            service?: components["schemas"]["ChosenServiceView"];
            translation?: components["schemas"]["TranslationView"];
            definition?: string;
            /** @enum {string} */
            reversible?: "full" | "compensating" | "none" | "unknown";
            ifUnknown?: string;
            ifUndone?: string;
        };
        PlannedRevertView: {
            task: string;
            requestId?: string;
            /** @enum {string} */
            action: "revert" | "wait" | "none" | "left-open";
            service?: string;
            instance?: components["schemas"]["ChosenServiceView"];
            reversible?: string;
            because?: string;
        };
        PlannedStepView: {
            name: string;
            /** @enum {string} */
            mode: "execute" | "repeat" | "revert" | "parallel" | "sequential";
            waitsFor?: string;
            tasks: components["schemas"]["PlannedTaskView"][];
        };
        PlannedTakeBackView: {
            step: string;
            pointer: string;
            /** @enum {string} */
            outcome: "restored" | "changed-since" | "as-before";
        };
        PlannedTaskView: {
            service?: components["schemas"]["ChosenServiceView"];
            translation?: components["schemas"]["TranslationView"];
            definition?: string;
            /** @enum {string} */
            reversible?: "full" | "compensating" | "none" | "unknown";
            ifUnknown?: string;
            ifUndone?: string;
            address: string;
            /** @enum {string} */
            action: "execute" | "repeat" | "revert";
            skippedBecause?: string;
            /** @enum {string} */
            onFailure?: "pause" | "continue";
            alternatives?: components["schemas"]["PlannedCallView"][];
            /** @enum {string} */
            reversibleAtWorst?: "full" | "compensating" | "none" | "unknown";
        };
        Problem: {
            type: string;
            title: string;
            status: number;
            detail?: string;
            instance?: string;
            /** @enum {string} */
            code: "invalid-request" | "unauthenticated" | "signature-refused" | "forbidden" | "address-refused" | "not-found" | "method-not-allowed" | "not-acceptable" | "conflict" | "already-exists" | "reverted" | "retired" | "changed-since" | "in-progress" | "precondition-failed" | "payload-too-large" | "unsupported-media-type" | "unprocessable" | "not-storable" | "idempotency-mismatch" | "too-many-requests" | "insufficient-storage" | "overloaded" | "unavailable" | "database-unavailable" | "write-unconfirmed" | "database-damaged" | "timeout" | "bad-answer" | "not-offered" | "internal";
            errors?: components["schemas"]["FieldFaultDto"][];
            error?: string;
        };
        RecordedJobEvent: {
            seq: number;
            at: number;
            type: string;
            href?: string;
        };
        RerunDto: {
            by?: string;
            reason?: string;
            from?: string;
        };
        ResultView: {
            result: {
                [key: string]: unknown;
            } | unknown[] | string | number | boolean | null;
        };
        RetryPolicy: {
            maxAttempts?: number;
            initialIntervalMs?: number;
            backoffCoefficient?: number;
            maxIntervalMs?: number;
            jitter?: boolean | number;
            nonRetryableStatuses?: number[];
        };
        RevertDto: {
            by?: string;
            reason?: string;
            to?: string;
        };
        RevertPlanQuery: {
            to?: string;
        };
        RevertPlanView: {
            jobId: string;
            to?: string;
            effects: components["schemas"]["PlannedRevertView"][];
            effectsLeftOut?: number;
            state: components["schemas"]["PlannedTakeBackView"][];
            notUndoable: components["schemas"]["NotUndoableView"][];
            warnings: string[];
        };
        RevertedView: {
            /** @enum {string} */
            status: "reverted" | "noop";
        };
        RunView: {
            jobId: string;
            /** @enum {string} */
            status: "accepted" | "running" | "paused" | "reverting" | "completed" | "failed" | "cancelled" | "reverted" | "needs-attention" | "killed";
        };
        StateWriteView: {
            pointer: string;
            /** @enum {string} */
            outcome: "intended" | "withdrawn" | "written" | "taken-back" | "open" | "written-off" | "changed-since";
        };
        StepDto: {
            retry?: components["schemas"]["RetryPolicy"];
            undoRetry?: components["schemas"]["RetryPolicy"];
            timeoutMs?: number;
            bindTimeoutMs?: number;
            /** @enum {string} */
            onUnknown?: "repeat" | "undo";
            taskMaxTTL?: number;
            /** @enum {string} */
            onFailure?: "undo" | "pause";
            name?: string;
            description?: string;
            enabled?: boolean;
            /** @enum {string} */
            mode?: "execute" | "repeat" | "revert" | "parallel" | "sequential";
            when?: components["schemas"]["Condition"];
            approval?: boolean | components["schemas"]["Approval"];
            tasks?: components["schemas"]["TaskDto"][];
            wait?: components["schemas"]["Wait"];
            waitFor?: components["schemas"]["WaitFor"];
        };
        StepView: {
            name: string;
            description?: string;
            /** @enum {string} */
            mode: "execute" | "repeat" | "revert" | "parallel" | "sequential";
            /** @enum {string} */
            status: "pending" | "waiting" | "running" | "completed" | "failed" | "skipped" | "reverting" | "reverted" | "needs-attention" | "nothing-to-undo" | "stopped";
            skippedBecause?: string;
            waitingFor?: string;
            /** Format: date-time */
            startedAt?: string;
            /** Format: date-time */
            completedAt?: string;
            stateWrites?: components["schemas"]["StateWriteView"][];
            tasks: components["schemas"]["TaskView"][];
            taskCount?: number;
            tasksHref?: string;
        };
        StoreResult: {
            /** Format: json-pointer */
            targetPath: string;
            sourcePath?: string;
            onlyOnStatus?: number[];
        };
        TaskDto: {
            tag?: string;
            profile?: string;
            resource?: string;
            serviceName?: string;
            does?: string;
            service?: string;
            input?: {
                [key: string]: unknown;
            };
            headers?: {
                [key: string]: string | {
                    $secret: string;
                    prefix?: string;
                };
            };
            storeResultAt?: string | components["schemas"]["StoreResult"] | components["schemas"]["StoreResult"][];
            retry?: components["schemas"]["RetryPolicy"];
            undoRetry?: components["schemas"]["RetryPolicy"];
            timeoutMs?: number;
            bindTimeoutMs?: number;
            /** @enum {string} */
            onUnknown?: "repeat" | "undo";
            taskMaxTTL?: number;
            name?: string;
            description?: string;
            enabled?: boolean;
            of?: string;
            when?: components["schemas"]["Condition"];
            forEach?: {
                [key: string]: unknown;
            };
            maxParallel?: number;
            /** @enum {string} */
            onFailure?: "undo" | "pause" | "continue";
            orElse?: components["schemas"]["AlternativeDto"][];
        };
        TaskErrorView: {
            /** @enum {string} */
            code: "refused" | "not-reachable" | "address-refused" | "outcome-unknown" | "cannot-settle" | "still-in-progress" | "no-service" | "secret-refused" | "secret-unavailable" | "unusable-answer" | "not-json" | "source-path-missing" | "input-not-object" | "state-value-missing" | "limit-exceeded" | "state-unavailable" | "state-conflict" | "state-refused" | "state-not-taken-back" | "task-expired" | "signal-timeout" | "internal";
            message: string;
            status?: number;
        };
        TaskView: {
            name: string;
            address: string;
            description?: string;
            definition?: string;
            /** @enum {string} */
            state: "pending" | "waiting" | "running" | "succeeded" | "failed" | "unknown" | "skipped" | "stopped";
            /** @enum {string} */
            effect: "none" | "done" | "unknown";
            effectBecause?: string;
            service?: components["schemas"]["ChosenServiceView"];
            requestId?: string;
            attempts: components["schemas"]["AttemptView"][];
            attemptCount?: number;
            waitingFor?: string;
            skippedBecause?: string;
            /** Format: date-time */
            startedAt?: string;
            /** Format: date-time */
            completedAt?: string;
            durationMs?: number;
            result?: {
                [key: string]: unknown;
            } | unknown[] | string | number | boolean | null;
            resultHref?: string;
            error?: components["schemas"]["TaskErrorView"];
            undo?: components["schemas"]["UndoView"];
            stateWrites?: components["schemas"]["StateWriteView"][];
            alternative?: number;
            tried?: components["schemas"]["TriedCallView"][];
            /** @enum {string} */
            tolerated?: "continue" | "skip";
        };
        TranslationView: {
            transition: string;
            digest: string;
            command?: string;
            terms: components["schemas"]["MappedTermView"][];
        };
        TriedCallView: {
            /** @enum {string} */
            effect: "none" | "done" | "unknown";
            service?: components["schemas"]["ChosenServiceView"];
            requestId?: string;
            attempts: components["schemas"]["AttemptView"][];
            attemptCount?: number;
            /** Format: date-time */
            startedAt?: string;
            /** Format: date-time */
            completedAt?: string;
            error?: components["schemas"]["TaskErrorView"];
            undo?: components["schemas"]["UndoView"];
        };
        UndoView: {
            /** @enum {string} */
            state: "pending" | "running" | "waiting" | "acknowledged" | "noop" | "not-needed" | "open" | "written-off";
            reason?: string;
            attempts: components["schemas"]["AttemptView"][];
            attemptCount?: number;
        };
        Wait: {
            seconds?: number;
            until?: string | {
                /** Format: json-pointer */
                $fromState: string;
                /** Format: date-time */
                default?: string;
            };
        };
        WaitFor: {
            signal: string;
            timeoutSeconds?: number;
            storeResultAt?: string | components["schemas"]["StoreResult"] | components["schemas"]["StoreResult"][];
        };
        WaitingForView: {
            /** @enum {string} */
            kind: "approval" | "signal" | "timer" | "retry" | "service";
            step: string;
            signal?: string;
            description?: string;
            /** Format: date-time */
            since: string;
            /** Format: date-time */
            until?: string;
        };
        WhoAmI: {
            service: string;
            /** @enum {string} */
            authentication: "required" | "off";
            principal?: string;
            scopes: ("jobs:read" | "jobs:write" | "jobs:operate" | "definitions:write" | "state:read" | "state:write" | "state:delegate" | "services:register" | "services:read" | "services:call" | "audit:read" | "admin")[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getSigningKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/http-message-signatures-directory+json": components["schemas"]["KeyDirectoryView"];
                };
            };
        };
    };
    listAudit: {
        parameters: {
            query?: {
                by?: string;
                action?: string;
                kind?: "job" | "jobs" | "definition" | "registration" | "document";
                subject?: string;
                outcome?: "done" | "refused";
                since?: string;
                until?: string;
                limit?: string;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntryView"][];
                    "application/x-ndjson": components["schemas"]["AuditEntryView"][];
                };
            };
        };
    };
    listDefinitions: {
        parameters: {
            query?: {
                label?: string[];
                limit?: string;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DefinitionSummary"][];
                };
            };
        };
    };
    validateDefinition: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DefinitionDocument"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobValidationView"];
                };
            };
        };
    };
    getDefinition: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DefinitionView"];
                };
            };
        };
    };
    putDefinition: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DefinitionDocument"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DefinitionView"];
                };
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DefinitionView"];
                };
            };
        };
    };
    retireDefinition: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    startDefinition: {
        parameters: {
            query?: {
                wait?: "true" | "false";
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DefinitionStart"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobAccepted"];
                };
            };
        };
    };
    planDefinition: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DefinitionStart"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobPlanView"];
                };
            };
        };
    };
    listDefinitionVersions: {
        parameters: {
            query?: {
                limit?: string;
                cursor?: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DefinitionSummary"][];
                };
            };
        };
    };
    getDefinitionVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DefinitionView"];
                };
            };
        };
    };
    getErrorPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
    execute: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                "request-id"?: string;
                "correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommandMessageDto"] | {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResultView"];
                };
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResultView"];
                };
            };
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenJobView"];
                };
            };
        };
    };
    filterJobs: {
        parameters: {
            query?: {
                name?: string;
                status?: string;
                createdAt?: string;
                completedAt?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobSummary"][];
                };
            };
        };
    };
    getForms: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DescriptiveForms"];
                };
            };
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthReport"];
                };
            };
        };
    };
    listJobs: {
        parameters: {
            query?: {
                status?: string;
                name?: string;
                definition?: string;
                label?: string[];
                q?: string;
                waitingFor?: "approval" | "signal" | "timer";
                since?: string;
                until?: string;
                limit?: string;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobSummary"][];
                };
            };
        };
    };
    submitJob: {
        parameters: {
            query?: {
                wait?: "true" | "false";
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JobDocument"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobAccepted"];
                };
            };
        };
    };
    actOnJobs: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkAction"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkPreview"];
                };
            };
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchAccepted"];
                };
            };
        };
    };
    getBatch: {
        parameters: {
            query?: {
                limit?: string;
                cursor?: string;
            };
            header?: never;
            path: {
                batchId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchView"];
                };
            };
        };
    };
    planJob: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JobDocument"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobPlanView"];
                };
            };
        };
    };
    validateJob: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JobDocument"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobValidationView"];
                };
            };
        };
    };
    getJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
        };
    };
    approveJob: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: unknown;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["GateDto"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOutline"];
                };
            };
        };
    };
    cancelJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: unknown;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ActionDto"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOutline"];
                };
            };
        };
    };
    continueJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: unknown;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ContinueDto"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOutline"];
                };
            };
        };
    };
    getJobEvents: {
        parameters: {
            query?: {
                after?: number;
                limit?: number;
                bodies?: boolean;
            };
            header?: {
                "Last-Event-ID"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobEvent"][] | components["schemas"]["RecordedJobEvent"][];
                    "text/event-stream": string;
                };
            };
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getJobEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                seq: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordedJobEvent"];
                };
            };
        };
    };
    killJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: unknown;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ActionDto"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOutline"];
                };
            };
        };
    };
    getOutcome: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResultView"];
                };
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResultView"];
                };
            };
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenJobView"];
                };
            };
        };
    };
    pauseJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: unknown;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ActionDto"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOutline"];
                };
            };
        };
    };
    rejectJob: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: unknown;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["GateDto"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOutline"];
                };
            };
        };
    };
    rerunJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: unknown;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RerunDto"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOutline"];
                };
            };
        };
    };
    getResult: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                step: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    } | unknown[] | string | number | boolean | null;
                };
            };
        };
    };
    getItemResult: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                step: string;
                task: string;
                item: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    } | unknown[] | string | number | boolean | null;
                };
            };
        };
    };
    getReversal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevertedView"];
                };
            };
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenJobView"];
                };
            };
        };
    };
    revertJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: unknown;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RevertDto"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOutline"];
                };
            };
        };
    };
    getRevertPlan: {
        parameters: {
            query?: {
                to?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevertPlanView"];
                };
            };
        };
    };
    planRevert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RevertPlanQuery"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevertPlanView"];
                };
            };
        };
    };
    sendSignal: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                name: string;
                id: unknown;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                } | unknown[] | string | number | boolean | null;
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOutline"];
                };
            };
        };
    };
    listTasks: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
                step: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskView"][];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
    ping: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alive"];
                };
            };
        };
    };
    repeat: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                "request-id"?: string;
                "correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommandMessageDto"] | {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResultView"];
                };
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResultView"];
                };
            };
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenJobView"];
                };
            };
        };
    };
    revert: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                "request-id"?: string;
                "correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommandMessageDto"] | {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevertedView"];
                };
            };
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenJobView"];
                };
            };
        };
    };
    runJob: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JobDocument"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunView"];
                };
            };
        };
    };
    whoAmI: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhoAmI"];
                };
            };
        };
    };
}
