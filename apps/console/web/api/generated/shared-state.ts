// Made of docs/openapi by "npm run docs".
export interface paths {
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getAbout"];
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
    "/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listDocuments"];
        put?: never;
        post: operations["createDocument"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/state/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getDocument"];
        put?: never;
        post: operations["mergeDocument"];
        delete: operations["deleteDocument"];
        options?: never;
        head?: never;
        patch: operations["patchDocument"];
        trace?: never;
    };
    "/state/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/state/{id}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getVersion"];
        put?: never;
        post?: never;
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
        AboutView: {
            name: string;
            title: string;
            description: string;
            links: components["schemas"]["LinkView"][];
        };
        Alive: {
            /** @enum {string} */
            status: "ok";
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
        CreatedView: {
            id: string;
            /** Format: uri */
            stateURL: string;
        };
        EntryView: {
            id: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            lastModified: string;
            content: {
                [key: string]: unknown;
            };
        };
        FieldFaultDto: {
            pointer: string;
            message: string;
        };
        FormLink: {
            rel: string;
            /** @enum {string} */
            method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
            href: string;
            input?: unknown[];
            output?: {
                [key: string]: unknown;
            } | unknown[] | string | number | boolean | null;
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
        ItemView: {
            id: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            lastModified: string;
            /** @enum {string} */
            rel: "item";
            /** Format: uri */
            href: string;
        };
        JsonPatchOp: {
            /** @enum {string} */
            op: "add" | "remove" | "replace" | "move" | "copy" | "test";
            /** Format: json-pointer */
            path: string;
            /** Format: json-pointer */
            from?: string;
            value?: {
                [key: string]: unknown;
            } | unknown[] | string | number | boolean | null;
        };
        LinkView: {
            rel: string;
            method: string;
            /** Format: uri-template */
            href: string;
        };
        MetaView: {
            id: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            lastModified: string;
            version: number;
        };
        PointerChangeView: {
            pointer: string;
            /** @enum {string} */
            change: "added" | "changed" | "removed";
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
        StatePatchOp: {
            /** @enum {string} */
            op: "add" | "merge";
            /** Format: json-pointer */
            path?: string;
            value: {
                [key: string]: unknown;
            } | unknown[] | string | number | boolean | null;
        };
        VersionItemView: {
            version: number;
            /** Format: date-time */
            at: string;
            by?: string;
            key?: string;
            /** Format: uri */
            href: string;
        };
        VersionView: {
            version: number;
            /** Format: date-time */
            at: string;
            by?: string;
            key?: string;
            changes?: components["schemas"]["PointerChangeView"][];
            moreChanges?: number;
            content: {
                [key: string]: unknown;
            };
        };
        WhoAmI: {
            service: string;
            /** @enum {string} */
            authentication: "required" | "off";
            principal?: string;
            scopes: ("jobs:read" | "jobs:write" | "jobs:operate" | "definitions:write" | "state:read" | "state:write" | "state:delegate" | "services:register" | "services:read" | "services:call" | "audit:read" | "admin")[];
        };
        WrittenView: {
            /** @enum {string} */
            status: "updated" | "patched" | "merged";
            state: components["schemas"]["EntryView"];
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
    getAbout: {
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
                    "application/json": components["schemas"]["AboutView"];
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
                    "application/json": components["schemas"]["FormLink"][];
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
    listDocuments: {
        parameters: {
            query?: {
                limit?: number;
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
                    "application/json": components["schemas"]["ItemView"][];
                };
            };
        };
    };
    createDocument: {
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
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedView"];
                };
            };
        };
    };
    getDocument: {
        parameters: {
            query?: {
                meta?: string;
            };
            header?: {
                "If-None-Match"?: string;
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
                    "application/json": components["schemas"]["MetaView"] | {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    mergeDocument: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string;
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
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
                    "application/json": components["schemas"]["WrittenView"];
                };
            };
        };
    };
    deleteDocument: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string;
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
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
    patchDocument: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string;
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatePatchOp"] | components["schemas"]["StatePatchOp"][];
                "application/json-patch+json": components["schemas"]["JsonPatchOp"][];
                "application/merge-patch+json": {
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
                    "application/json": components["schemas"]["WrittenView"] | {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    listVersions: {
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
                    "application/json": components["schemas"]["VersionItemView"][];
                };
            };
        };
    };
    getVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                version: number;
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
                    "application/json": components["schemas"]["VersionView"];
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
