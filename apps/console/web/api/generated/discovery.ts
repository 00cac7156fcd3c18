// Made of docs/openapi by "npm run docs".
export interface paths {
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
    "/bind": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["bind"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getEndpoints"];
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
    "/find": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["findServices"];
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
    "/names/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["releaseName"];
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
    "/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/renew": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["renew"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listServices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/services/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/services/{registryID}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getService"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/services/{registryID}/contract": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getContract"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transitions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["findTransitions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/unbind": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["unbind"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/unregister": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["unregister"];
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
        Alive: {
            /** @enum {string} */
            status: "ok";
        };
        AlpsFault: {
            code: string;
            pointer: string;
            message: string;
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
        BindDto: {
            sourceRegistryID: string;
            targetRegistryID: string;
        };
        BindingView: {
            bindingID: string;
        };
        ContractAffordance: {
            command?: string;
            transition?: string;
            does?: string[];
            def?: string;
            title?: string;
            /** @enum {string} */
            type: "safe" | "idempotent" | "unsafe";
            /** @enum {string} */
            reversible?: "full" | "compensating" | "none";
            fields: components["schemas"]["ContractField"][];
            returns?: components["schemas"]["ContractField"][];
        };
        ContractConflict: {
            /** @enum {string} */
            about: "type" | "field" | "command" | "descriptor";
            command?: string;
            transition?: string;
            message: string;
        };
        ContractEndpoints: {
            /** Format: uri */
            execute?: string;
            /** Format: uri */
            repeat?: string;
            /** Format: uri */
            revert?: string;
        };
        ContractField: {
            name: string;
            required: boolean;
            descriptor?: string;
            inherits?: string[];
            def?: string;
            title?: string;
            schema?: {
                [key: string]: unknown;
            };
            fields?: components["schemas"]["ContractField"][];
        };
        ContractProfile: {
            /** Format: uri */
            address: string;
            /** @enum {string} */
            status?: "ok" | "invalid" | "unreachable";
            digest?: string;
            checkedAt?: string;
            faults: components["schemas"]["AlpsFault"][];
        };
        EndpointView: {
            /** @enum {string} */
            method: "GET" | "POST" | "DELETE";
            path: string;
            description: string;
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
        RegisteredView: {
            description?: string;
            endpoints?: string[];
            resources?: string[];
            tags?: string[];
            profile?: string;
            semanticProfile?: string;
            mediaTypes?: string[];
            /** Format: uri */
            pingURL?: string;
            /** Format: uri */
            pingUrl?: string;
            ttl?: number;
            metadata?: {
                [key: string]: unknown;
            };
            /** Format: uri */
            alps?: string;
            registryID: string;
            name: string;
            serviceName: string;
            /** Format: uri */
            url: string;
            /** Format: uri */
            serviceURL: string;
            /** @enum {string} */
            alpsStatus?: "ok" | "invalid" | "unreachable";
            alpsDigest?: string;
            alpsFaults?: components["schemas"]["AlpsFault"][];
            /** @enum {string} */
            health: "unverified" | "healthy" | "failing" | "evicted";
            reason?: string;
            registeredAt: string;
            updatedAt: string;
            leaseToken?: string;
        };
        RegistrationDto: {
            description?: string;
            endpoints?: string[];
            resources?: string[];
            tags?: string[];
            profile?: string;
            semanticProfile?: string;
            mediaTypes?: string[];
            /** Format: uri */
            pingURL?: string;
            /** Format: uri */
            pingUrl?: string;
            ttl?: number;
            metadata?: {
                [key: string]: unknown;
            };
            /** Format: uri */
            alps?: string;
            name?: string;
            serviceName?: string;
            /** Format: uri */
            url?: string;
            /** Format: uri */
            serviceURL?: string;
        };
        RenewalDto: {
            registryID: string;
        };
        RenewedView: {
            /** @enum {string} */
            status: "renewed";
        };
        ServiceContract: {
            registryID: string;
            name: string;
            /** Format: uri */
            url: string;
            /** @enum {string} */
            forms: "descriptive" | "links" | "unknown" | "unreadable";
            formsError?: string;
            resource?: string;
            requestIds: boolean;
            endpoints: components["schemas"]["ContractEndpoints"];
            profile?: components["schemas"]["ContractProfile"];
            affordances: components["schemas"]["ContractAffordance"][];
            conflicts: components["schemas"]["ContractConflict"][];
        };
        ServiceEntry: {
            description?: string;
            endpoints?: string[];
            resources?: string[];
            tags?: string[];
            profile?: string;
            semanticProfile?: string;
            mediaTypes?: string[];
            /** Format: uri */
            pingURL?: string;
            /** Format: uri */
            pingUrl?: string;
            ttl?: number;
            metadata?: {
                [key: string]: unknown;
            };
            /** Format: uri */
            alps?: string;
            registryID: string;
            name: string;
            serviceName: string;
            /** Format: uri */
            url: string;
            /** Format: uri */
            serviceURL: string;
            /** @enum {string} */
            alpsStatus?: "ok" | "invalid" | "unreachable";
            alpsDigest?: string;
            alpsFaults?: components["schemas"]["AlpsFault"][];
            /** @enum {string} */
            health: "unverified" | "healthy" | "failing" | "evicted";
            reason?: string;
            registeredAt: string;
            updatedAt: string;
        };
        TransitionOffer: {
            digest: string;
            services: string[];
            vocabulary: {
                [key: string]: unknown;
            };
        };
        TransitionOffers: {
            does: string;
            vocabulary?: {
                [key: string]: unknown;
            };
            offers: components["schemas"]["TransitionOffer"][];
        };
        UnbindDto: {
            bindingID: string;
        };
        UnregistrationDto: {
            registryID?: string;
            /** Format: uri */
            url?: string;
            /** Format: uri */
            serviceURL?: string;
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
    bind: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BindDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BindingView"];
                };
            };
        };
    };
    getEndpoints: {
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
                    "application/json": components["schemas"]["EndpointView"][];
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
    findServices: {
        parameters: {
            query?: {
                tag?: string;
                resource?: string;
                profile?: string;
                name?: string;
                mediaType?: string;
                does?: string;
                health?: "unverified" | "healthy" | "failing" | "evicted";
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
                    "application/json": components["schemas"]["ServiceEntry"][];
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
    releaseName: {
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
    register: {
        parameters: {
            query?: never;
            header?: {
                "Lease-Token"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegistrationDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceEntry"];
                };
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegisteredView"];
                };
            };
        };
    };
    renew: {
        parameters: {
            query?: never;
            header?: {
                "Lease-Token"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RenewalDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RenewedView"];
                };
            };
        };
    };
    listServices: {
        parameters: {
            query?: {
                tag?: string;
                resource?: string;
                profile?: string;
                name?: string;
                mediaType?: string;
                does?: string;
                health?: "unverified" | "healthy" | "failing" | "evicted";
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
                    "application/json": components["schemas"]["ServiceEntry"][];
                };
            };
        };
    };
    getChanges: {
        parameters: {
            query?: {
                since?: string;
            };
            header?: {
                "Last-Event-ID"?: string;
            };
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
                    "text/event-stream": string;
                    "application/json": {
                        revision: number;
                        events: {
                            id: number;
                            /** @enum {string} */
                            event: "reset" | "upsert" | "remove";
                            data: components["schemas"]["ServiceEntry"][] | components["schemas"]["ServiceEntry"] | {
                                registryID: string;
                                reason: string;
                            };
                        }[];
                    };
                };
            };
        };
    };
    getService: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                registryID: string;
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
                    "application/json": components["schemas"]["ServiceEntry"];
                };
            };
        };
    };
    getContract: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                registryID: string;
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
                    "application/json": components["schemas"]["ServiceContract"];
                };
            };
        };
    };
    findTransitions: {
        parameters: {
            query: {
                does: string;
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
                    "application/json": components["schemas"]["TransitionOffers"];
                };
            };
        };
    };
    unbind: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnbindDto"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    unregister: {
        parameters: {
            query?: never;
            header?: {
                "Lease-Token"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnregistrationDto"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
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
